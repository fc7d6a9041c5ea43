-- What officers say to each other about a question of a form. It belongs to the form and the question's key, never to a document.
create table form_comment (
  id text primary key,
  organisation_id text not null references organisation(id),
  form_id text not null references form(id),
  question_key text not null,
  -- A reply belongs to the comment that began it; nobody replies to a reply.
  reply_to text references form_comment(id),
  text text not null check (length(text) between 1 and 2000),
  created_at timestamptz not null,
  created_by text not null,
  resolved_at timestamptz,
  resolved_by text,
  check ((resolved_at is null) = (resolved_by is null)),
  check (reply_to is null or resolved_at is null)
);
create index form_comment_form on form_comment (form_id, created_at);
