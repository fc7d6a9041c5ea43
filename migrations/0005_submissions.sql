-- Submissions: answers kept from the first question on; frozen with their price when submitted.
create table submission (
  id text primary key,
  organisation_id text not null references organisation(id),
  form_id text not null references form(id),
  form_version_id text not null references form_version(id),
  mode text not null check (mode in ('test', 'live')),
  state text not null check (state in ('answering', 'submitted', 'completed')),
  token_hash text not null unique,
  language text not null check (language in ('en', 'cy')),
  answers jsonb not null default '{}',
  reference text,
  price jsonb,
  total_pence integer check (total_pence >= 0),
  started_at timestamptz not null,
  updated_at timestamptz not null,
  expires_at timestamptz not null,
  submitted_at timestamptz,
  completed_at timestamptz,
  unique (organisation_id, reference),
  check (state = 'answering' or (reference is not null and price is not null and total_pence is not null and submitted_at is not null)),
  check ((state = 'completed') = (completed_at is not null))
);
create index submission_form on submission (organisation_id, form_id, submitted_at desc);
