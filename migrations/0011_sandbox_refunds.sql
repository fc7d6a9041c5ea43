-- The sandbox pays back, takes telephone payments, and ends slow payments in more than one way.
alter table sandbox_payment
  add column moto boolean not null default false,
  add column surcharge_pence integer not null default 0 check (surcharge_pence >= 0),
  add column settles_as text,
  add column ended_at timestamptz;

create table sandbox_refund (
  id text primary key,
  organisation_id text not null references organisation (id),
  payment_id text not null references sandbox_payment (id),
  idempotency_key text not null,
  amount_pence integer not null check (amount_pence > 0),
  status text not null,
  settles_at timestamptz,
  created_at timestamptz not null,
  unique (payment_id, idempotency_key)
);
