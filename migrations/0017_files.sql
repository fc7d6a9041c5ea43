-- Uploads: what residents attach to their answers. The bytes are in a storage; a row without a submission is a file to be deleted there.
create table upload (
  id text primary key,
  organisation_id text not null references organisation(id),
  submission_id text references submission(id) on delete set null,
  question_key text not null,
  state text not null check (state in ('arriving', 'unscanned', 'ready', 'infected')),
  name text,
  type text,
  size_bytes integer check (size_bytes > 0),
  sha256 text,
  -- Which storage has the bytes, by its registry name; null once they are gone, or before they came.
  storage text,
  received_at timestamptz not null,
  scanned_at timestamptz,
  check (state = 'arriving' or (name is not null and type is not null and size_bytes is not null and sha256 is not null)),
  check (state not in ('unscanned', 'ready') or storage is not null)
);
create index upload_submission on upload (submission_id, received_at) where submission_id is not null;
create index upload_unscanned on upload (received_at) where state = 'unscanned';
create index upload_arriving on upload (received_at) where state = 'arriving';
create index upload_to_delete on upload (received_at) where submission_id is null;
