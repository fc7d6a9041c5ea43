-- The sandbox gateway's own books, apart from ours: it is a supplier to us, reached over HTTP.
create table sandbox_payment (
  id text primary key,
  organisation_id text not null,
  key_hash text not null,
  idempotency_key text not null,
  amount_pence integer not null check (amount_pence > 0),
  reference text not null,
  description text not null,
  return_url text not null,
  webhook_url text,
  status text not null,
  status_code text,
  page_token text,
  settles_at timestamptz,
  webhook_due boolean not null default false,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  unique (key_hash, idempotency_key)
);
