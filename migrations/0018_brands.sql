-- How an organisation presents itself to residents: its name, logo and colour, and what stands at the foot of every page and receipt.
create table brand (
  id text primary key,
  organisation_id text not null references organisation(id),
  -- What forms call it; never changes.
  name text not null check (name ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  display_name jsonb not null,
  colour text not null check (colour ~ '^#[0-9a-f]{6}$'),
  footer_links jsonb not null default '[]',
  accessibility jsonb,
  privacy_url text,
  feedback_url text,
  postal_address jsonb not null default '[]',
  vat_number text,
  govuk boolean not null default false,
  logo jsonb,
  logo_bytes bytea check (octet_length(logo_bytes) <= 204800),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (organisation_id, name),
  check ((logo is null) = (logo_bytes is null))
);
