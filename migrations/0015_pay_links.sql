-- Forms filled in for a caller or at a counter, links that let somebody pay elsewhere, and payments taken by other means.
alter table submission
  add column channel text not null default 'online' check (channel in ('online', 'telephone', 'counter')),
  add column assisted_by text,
  -- The payment by which it was completed: what its deliveries say of it never changes, whatever becomes of the payment.
  add column paid_by text;

create table pay_link (
  id text primary key,
  organisation_id text not null references organisation(id),
  submission_id text not null references submission(id),
  token_hash text not null unique,
  sent_by text not null,
  message_id text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  opened_at timestamptz,
  -- Paid by, replaced by a newer link, or withdrawn: the link is dead.
  closed_at timestamptz
);
create index pay_link_submission on pay_link (submission_id, created_at);
create unique index pay_link_one_live on pay_link (submission_id) where closed_at is null;

create table elsewhere_claim (
  id text primary key,
  organisation_id text not null references organisation(id),
  submission_id text not null references submission(id),
  method text not null check (method in ('cash', 'cheque', 'card-terminal', 'bank-transfer', 'telephone-line', 'other')),
  receipt_number text not null,
  paid_on date not null,
  amount_pence integer not null check (amount_pence > 0),
  claimed_by text not null,
  claimed_at timestamptz not null,
  state text not null check (state in ('claimed', 'confirmed', 'rejected')),
  decided_by text,
  decided_at timestamptz,
  payment_id text references payment(id),
  check (decided_by is null or decided_by <> claimed_by)
);
create unique index elsewhere_claim_one_open on elsewhere_claim (submission_id) where state = 'claimed';
