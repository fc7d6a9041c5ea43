-- Forms: a draft with a revision, and published versions that never change.
create table form (
  id text primary key,
  organisation_id text not null references organisation(id),
  slug text not null,
  title text not null,
  live_version_id text,
  created_at timestamptz not null,
  archived_at timestamptz,
  unique (organisation_id, slug)
);

create table form_draft (
  form_id text primary key references form(id),
  organisation_id text not null references organisation(id),
  document text not null,
  revision integer not null check (revision > 0),
  updated_at timestamptz not null,
  updated_by text not null
);

create table form_version (
  id text primary key,
  organisation_id text not null references organisation(id),
  form_id text not null references form(id),
  number integer not null check (number > 0),
  document text not null,
  mode text not null check (mode in ('test', 'live')),
  note text not null,
  published_at timestamptz not null,
  published_by text not null,
  unique (form_id, number)
);
create trigger form_version_append_only before update or delete on form_version
  for each row execute function refuse_change();
alter table form add foreign key (live_version_id) references form_version(id);
