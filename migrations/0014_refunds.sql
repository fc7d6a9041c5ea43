-- Refunds: money going back, by line. Never above what was taken, however many officers press at once.
create table refund (
  id text primary key,
  organisation_id text not null references organisation(id),
  payment_id text not null references payment(id),
  submission_id text not null references submission(id),
  state text not null check (state in ('requested', 'approved', 'submitted', 'owed', 'success', 'error', 'rejected')),
  state_reason text,
  amount_pence integer not null check (amount_pence > 0),
  lines jsonb not null,
  reason text not null,
  gateway_refund_id text,
  first_sent_at timestamptz,
  paid_by text,
  paid_reference text,
  requested_by text not null,
  requested_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  state_at timestamptz not null,
  checks integer not null default 0,
  next_check_at timestamptz
);
create index refund_payment on refund (payment_id, requested_at);
create index refund_due on refund (next_check_at) where next_check_at is not null;
create index refund_newest on refund (organisation_id, requested_at desc, id desc);
create unique index refund_gateway_id on refund (payment_id, gateway_refund_id) where gateway_refund_id is not null;

create function refuse_refund_above_payment() returns trigger language plpgsql as $$
declare
  taken integer;
  given integer;
begin
  select coalesce(p.taken_pence, 0) + p.surcharge_pence into taken from payment p where p.id = new.payment_id for update;
  select coalesce(sum(r.amount_pence), 0) into given from refund r
    where r.payment_id = new.payment_id and r.state not in ('error', 'rejected');
  if given > taken then
    raise exception 'refunds of payment % come to % pence, % was taken', new.payment_id, given, taken
      using errcode = 'check_violation';
  end if;
  return null;
end
$$;
-- Only when money is claimed anew: a refund whose payment was lost meanwhile must still be able to end.
create constraint trigger refund_claims_money after insert on refund
  for each row when (new.state not in ('error', 'rejected')) execute function refuse_refund_above_payment();
create constraint trigger refund_claims_more after update on refund
  for each row when (
    new.state not in ('error', 'rejected')
    and (old.state in ('error', 'rejected') or old.amount_pence is distinct from new.amount_pence)
  ) execute function refuse_refund_above_payment();

alter table organisation add column refunds_need_second_person boolean not null default false;

-- The ledger: money held for a payment nobody asked for, money that a gateway took back, and refunds.
alter table ledger_entry drop constraint ledger_entry_kind_check;
alter table ledger_entry
  add column refund_id text references refund(id),
  -- A payment that was lost and is found again is posted anew.
  add column posting integer not null default 1,
  add check (kind in ('payment', 'held', 'reversal', 'refund')),
  add check ((kind = 'refund') = (refund_id is not null));
drop index ledger_entry_once;
create unique index ledger_entry_once on ledger_entry (payment_id, kind, line_number, posting) where kind <> 'refund';
create unique index ledger_entry_refund_once on ledger_entry (refund_id, line_number) where kind = 'refund';
create index ledger_entry_submission on ledger_entry (submission_id, id);
create index ledger_entry_reversal on ledger_entry (organisation_id, posted_at) where kind = 'reversal';
