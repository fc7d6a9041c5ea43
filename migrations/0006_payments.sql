-- Payments: attempts at gateways. A submission has at most one open attempt and at most one success.
create table gateway_account (
  id text primary key,
  organisation_id text not null references organisation(id),
  name text not null,
  gateway text not null,
  mode text not null check (mode in ('test', 'live')),
  sealed_settings text not null,
  created_at timestamptz not null,
  unique (organisation_id, name)
);

create table payment (
  id text primary key,
  organisation_id text not null references organisation(id),
  submission_id text not null references submission(id),
  gateway_account_id text not null references gateway_account(id),
  gateway text not null,
  mode text not null check (mode in ('test', 'live')),
  return_id text not null unique,
  gateway_payment_id text,
  state text not null check (state in ('created', 'started', 'submitted', 'capturable', 'success', 'failed', 'cancelled', 'error', 'overpaid', 'mismatched')),
  state_reason text,
  amount_pence integer not null check (amount_pence > 0),
  lines jsonb not null,
  reference text not null,
  description text not null,
  return_url text not null,
  language text not null check (language in ('en', 'cy')),
  finished boolean not null,
  checks integer not null default 0,
  next_check_at timestamptz,
  created_at timestamptz not null,
  state_at timestamptz not null
);
create unique index payment_gateway_id on payment (gateway_account_id, gateway_payment_id) where gateway_payment_id is not null;
create unique index payment_one_success on payment (submission_id) where state = 'success';
create unique index payment_one_open on payment (submission_id) where state in ('created', 'started', 'submitted', 'capturable');
create index payment_submission on payment (submission_id, created_at);
create index payment_due on payment (next_check_at) where next_check_at is not null;

create table webhook_message (
  id text primary key,
  organisation_id text not null references organisation(id),
  gateway_account_id text not null references gateway_account(id),
  message_id text not null,
  gateway_payment_id text,
  received_at timestamptz not null,
  unique (gateway_account_id, message_id)
);
