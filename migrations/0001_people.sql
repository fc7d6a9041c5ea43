-- Who uses the house: organisations (councils), their officers, sessions and API tokens.
create table organisation (
  id text primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null,
  created_at timestamptz not null
);

create table officer (
  id text primary key,
  organisation_id text not null references organisation(id),
  email text not null,
  name text not null,
  password_hash text not null,
  must_change_password boolean not null,
  roles text[] not null,
  failed_sign_ins integer not null default 0,
  locked_until timestamptz,
  created_at timestamptz not null
);
create unique index officer_email on officer (lower(email));

create table officer_session (
  id text primary key,
  organisation_id text not null references organisation(id),
  officer_id text not null references officer(id) on delete cascade,
  expires_at timestamptz not null,
  created_at timestamptz not null
);

create table api_token (
  id text primary key,
  organisation_id text not null references organisation(id),
  name text not null,
  token_hash text not null unique,
  scopes text[] not null,
  created_at timestamptz not null,
  revoked_at timestamptz
);
