-- Every state change of the house, in order. Append-only.
create table audit_event (
  id bigint generated always as identity primary key,
  organisation_id text not null references organisation(id),
  at timestamptz not null,
  actor text not null,
  event text not null,
  form_id text,
  submission_id text,
  payment_id text,
  delivery_id text,
  details jsonb not null default '{}'
);
create index audit_event_submission on audit_event (submission_id, id) where submission_id is not null;
create index audit_event_form on audit_event (form_id, id) where form_id is not null;
create trigger audit_event_append_only before update or delete on audit_event
  for each row execute function refuse_change();
