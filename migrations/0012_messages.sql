-- E-mail and text messages to people, and the senders that carry them. Addresses and words are sealed, and deleted soon after they were of use.
create table message_sender (
  id text primary key,
  organisation_id text not null references organisation(id),
  channel text not null check (channel in ('email', 'text')),
  sender text not null,
  sealed_settings text not null,
  changed_at timestamptz not null,
  unique (organisation_id, channel)
);

create table message (
  id text primary key,
  organisation_id text not null references organisation(id),
  submission_id text references submission(id),
  channel text not null check (channel in ('email', 'text')),
  kind text not null,
  language text not null check (language in ('en', 'cy')),
  mode text not null check (mode in ('test', 'live')),
  masked_to text not null,
  sealed_content text,
  state text not null check (state in ('queued', 'sent', 'given-up')),
  sending integer not null default 1,
  attempts integer not null default 0,
  failures integer not null default 0,
  next_attempt_at timestamptz,
  queued_at timestamptz not null,
  ended_at timestamptz,
  sender text,
  sender_message_id text,
  outcome text,
  outcome_words text,
  check ((state = 'queued') = (next_attempt_at is not null)),
  check ((state = 'queued') = (ended_at is null)),
  check (state <> 'queued' or sealed_content is not null)
);
create index message_due on message (next_attempt_at) where next_attempt_at is not null;
create index message_newest on message (organisation_id, queued_at desc);
create index message_submission on message (submission_id) where submission_id is not null;
create index message_to_forget on message (ended_at) where sealed_content is not null;
