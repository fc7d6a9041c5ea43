-- Publication as a council runs it: taken back with a message, planned for a moment, and looked at by a second officer.
alter table form
  add column unpublished_at timestamptz,
  add column unpublished_by text,
  -- In the council's words, one language or two: residents read it at the form's address.
  add column unpublished_message jsonb,
  add check (
    (unpublished_at is null) = (unpublished_by is null)
    and (unpublished_at is null) = (unpublished_message is null)
  );

alter table organisation add column prices_need_second_person boolean not null default false;

-- What is to be published later, or once a second officer has approved it: the document as it was read, whatever the draft becomes.
create table planned_publication (
  id text primary key,
  organisation_id text not null references organisation(id),
  form_id text not null references form(id),
  state text not null check (state in ('waiting', 'planned', 'published', 'refused', 'cancelled')),
  document text not null,
  mode text not null check (mode in ('test', 'live')),
  note text not null,
  -- The live version that it was compared with when it was read.
  base_version_id text references form_version(id),
  -- Null while it waits for nothing but a second officer.
  due_at timestamptz,
  asked_by text not null,
  asked_at timestamptz not null,
  approved_by text,
  ended_at timestamptz,
  ended_by text,
  reason text,
  version_id text references form_version(id),
  check (approved_by <> asked_by),
  check (state <> 'planned' or due_at is not null),
  check ((state in ('waiting', 'planned')) = (ended_at is null)),
  check ((state = 'published') = (version_id is not null))
);
create unique index planned_publication_one_open on planned_publication (form_id) where state in ('waiting', 'planned');
create index planned_publication_due on planned_publication (due_at) where state = 'planned';
create index planned_publication_newest on planned_publication (form_id, asked_at desc);

-- Links by which colleagues without an account leaf through a draft. The token is only in the link.
create table preview_link (
  id text primary key,
  organisation_id text not null references organisation(id),
  form_id text not null references form(id),
  token_hash text not null unique,
  created_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  withdrawn_at timestamptz
);
create index preview_link_form on preview_link (form_id, created_at);
