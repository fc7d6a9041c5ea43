-- Journeys that residents keep to come back to by a link. The link's token is only in the message; the address is sealed, for a reminder.
create table saved_journey (
  id text primary key,
  organisation_id text not null references organisation(id),
  submission_id text not null references submission(id) on delete cascade,
  token_hash text not null unique,
  channel text not null check (channel in ('email', 'text')),
  sealed_to text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  -- When the time it is kept for last began anew: when it was made, or opened.
  renewed_at timestamptz not null,
  reminded_at timestamptz,
  -- Replaced by a newer link, or the journey was sent: the link is dead, and the address gone.
  closed_at timestamptz,
  check ((closed_at is null) = (sealed_to is not null))
);
create index saved_journey_submission on saved_journey (submission_id, created_at);
create unique index saved_journey_one_live on saved_journey (submission_id) where closed_at is null;
create index saved_journey_to_remind on saved_journey (expires_at) where closed_at is null and reminded_at is null;
