-- Payments in full: who began one and through which channel, what was really taken, what finance finds it by.
alter table payment
  add column channel text not null default 'web' check (channel in ('web', 'moto', 'link', 'elsewhere')),
  add column started_by text not null default 'resident',
  add column form text not null default '',
  add column payer jsonb,
  add column taken_pence integer check (taken_pence >= 0),
  add column surcharge_pence integer not null default 0 check (surcharge_pence >= 0),
  add column traces jsonb not null default '{}',
  add column sealed_link text,
  alter column gateway_account_id drop not null,
  add check (gateway_account_id is not null or channel = 'elsewhere');

update payment set taken_pence = amount_pence where state in ('success', 'overpaid');

-- Capturable counts as paid: the gateway holds the money for us and we only have to take it.
drop index payment_one_success;
drop index payment_one_open;
create unique index payment_one_success on payment (submission_id) where state in ('capturable', 'success');
create unique index payment_one_open on payment (submission_id) where state in ('created', 'started', 'submitted');
create index payment_newest on payment (organisation_id, created_at desc, id desc);
create index payment_reference on payment (organisation_id, reference);
create index payment_gateway_payment on payment (organisation_id, gateway_payment_id);

alter table gateway_account
  add column label text not null default '',
  add column settings_changed_at timestamptz;
update gateway_account set settings_changed_at = created_at;
alter table gateway_account alter column settings_changed_at set not null;

-- How an account's gateway answered, hour by hour (UTC).
create table gateway_hour (
  gateway_account_id text not null references gateway_account(id),
  organisation_id text not null references organisation(id),
  hour timestamptz not null,
  calls integer not null,
  failures integer not null,
  last_success_at timestamptz,
  last_failure_at timestamptz,
  last_failure text,
  primary key (gateway_account_id, hour)
);
