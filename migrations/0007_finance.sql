-- The ledger: what was taken, line by line, with its VAT and its fund. Append-only.
create table ledger_entry (
  id bigint generated always as identity primary key,
  organisation_id text not null references organisation(id),
  submission_id text not null references submission(id),
  payment_id text not null references payment(id),
  kind text not null check (kind in ('payment', 'refund')),
  line_number integer not null,
  line_code text not null,
  gross_pence integer not null,
  net_pence integer not null,
  vat_pence integer not null,
  vat_treatment text not null check (vat_treatment in ('outside-scope', 'exempt', 'zero', 'reduced', 'standard')),
  fund text not null,
  ledger_code text,
  narrative text not null,
  mode text not null check (mode in ('test', 'live')),
  posted_at timestamptz not null,
  check (gross_pence = net_pence + vat_pence)
);
create unique index ledger_entry_once on ledger_entry (payment_id, line_number) where kind = 'payment';
create trigger ledger_entry_append_only before update or delete on ledger_entry
  for each row execute function refuse_change();
