-- Finds journeys that were never sent and whose time is over. Their answers are deleted, as residents are told.
create index submission_unsent on submission (expires_at) where state = 'answering';
