-- Deliveries to back offices: one per submission and delivery of its document, with every attempt kept.
create table destination (
  id text primary key,
  organisation_id text not null references organisation(id),
  name text not null,
  kind text not null,
  sealed_settings text not null,
  created_at timestamptz not null,
  unique (organisation_id, name)
);

create table delivery (
  id text primary key,
  organisation_id text not null references organisation(id),
  submission_id text not null references submission(id),
  delivery_code text not null,
  destination_name text not null,
  state text not null check (state in ('queued', 'delivered', 'dead-letter')),
  attempts integer not null default 0,
  next_attempt_at timestamptz,
  queued_at timestamptz not null,
  delivered_at timestamptz,
  unique (submission_id, delivery_code),
  check ((state = 'queued') = (next_attempt_at is not null)),
  check (state <> 'delivered' or delivered_at is not null)
);
create index delivery_due on delivery (next_attempt_at) where next_attempt_at is not null;
create index delivery_state on delivery (organisation_id, state, queued_at desc);

create table delivery_attempt (
  id text primary key,
  organisation_id text not null references organisation(id),
  delivery_id text not null references delivery(id),
  number integer not null,
  at timestamptz not null,
  outcome text not null,
  status_code integer,
  message text not null,
  payload text,
  milliseconds integer not null,
  unique (delivery_id, number)
);
