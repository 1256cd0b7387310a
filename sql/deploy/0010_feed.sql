-- Purpose: finished publications, and the town's settings for them.
-- Areas: PublicMap. Locks: none, new tables. Everything public is read from schema feed and from nowhere else.

create table feed.publications (
    id bigint generated always as identity constraint publications_pkey primary key,
    published_at timestamptz not null default now(),
    manifest_sha256 bytea not null constraint publications_hash_length check (octet_length(manifest_sha256) = 32)
);
comment on table feed.publications is 'Finished, generalised snapshots for the public; the latest is served.';
comment on column feed.publications.id is 'Key, in order of time.';
comment on column feed.publications.published_at is 'When it was published.';
comment on column feed.publications.manifest_sha256 is 'SHA-256 of its manifest.';

create table feed.files (
    publication_id bigint not null constraint files_publication_fkey references feed.publications on delete cascade,
    name text not null constraint files_name_form check (name ~ '^[a-z][a-z0-9_.-]{0,62}$'),
    media_type text not null,
    content bytea not null,
    sha256 bytea not null constraint files_hash_of_content check (sha256 = sha256(content)),
    constraint files_pkey primary key (publication_id, name)
);
alter table feed.files alter column content set storage external;
comment on table feed.files is 'The files of a publication, byte for byte as they are served.';
comment on column feed.files.publication_id is 'The publication.';
comment on column feed.files.name is 'File name.';
comment on column feed.files.media_type is 'Media type.';
comment on column feed.files.content is 'The bytes.';
comment on column feed.files.sha256 is 'SHA-256 of the bytes.';

create function feed.announce() returns trigger language plpgsql as $$
begin
    perform pg_notify('buddel_publication', new.id::text);
    return null;
end $$;
comment on function feed.announce() is 'Tells every serving instance, at commit, that a new publication is there.';
create trigger publications_announce after insert on feed.publications for each row execute function feed.announce();

create table buddel.publication_settings (
    id boolean constraint publication_settings_pkey primary key default true
        constraint publication_settings_single_row check (id),
    count_step integer not null default 5
        constraint publication_settings_count_step_floor check (count_step between 5 and 1000000 and count_step % 5 = 0),
    take_up_limit integer not null default 80
        constraint publication_settings_take_up_ceiling check (take_up_limit between 0 and 80),
    hours_step integer not null default 10
        constraint publication_settings_hours_step_floor check (hours_step between 10 and 1000000 and hours_step % 10 = 0),
    metres_step integer not null default 100
        constraint publication_settings_metres_step_floor check (metres_step between 100 and 1000000 and metres_step % 100 = 0),
    euros_step integer not null default 100
        constraint publication_settings_euros_step_floor check (euros_step between 100 and 1000000 and euros_step % 100 = 0),
    people_minimum integer not null default 5
        constraint publication_settings_people_floor check (people_minimum between 5 and 100000),
    share_maximum_bp integer not null default 5000
        constraint publication_settings_share_ceiling check (share_maximum_bp between 0 and 5000),
    area_connections_minimum integer not null default 10
        constraint publication_settings_area_floor check (area_connections_minimum between 10 and 100000),
    end_walk_m integer not null default 100
        constraint publication_settings_end_walk_floor check (end_walk_m between 100 and 100000),
    end_distance_m integer not null default 50
        constraint publication_settings_end_distance_floor check (end_distance_m between 50 and 100000),
    line_minimum_m integer not null default 50
        constraint publication_settings_line_floor check (line_minimum_m between 50 and 100000),
    spacing_m integer not null default 25
        constraint publication_settings_spacing_floor check (spacing_m between 25 and 100000),
    simplification_m integer not null default 5
        constraint publication_settings_simplification_floor check (simplification_m between 5 and 100000),
    publisher text
        constraint publication_settings_publisher_form check (publisher ~ '^[^[:cntrl:]]{1,200}$' and publisher = btrim(publisher)),
    publication_count bigint not null default 0
        constraint publication_settings_count_positive check (publication_count >= 0)
);
comment on table buddel.publication_settings is 'How coarse the public sees things (rules.md 8), can be made stricter, not looser; and who publishes.';
comment on column buddel.publication_settings.id is 'Always true: there is one row.';
comment on column buddel.publication_settings.count_step is 'Counts are multiples of this.';
comment on column buddel.publication_settings.take_up_limit is 'A take-up above this is only that it is, in percent.';
comment on column buddel.publication_settings.hours_step is 'Hours are multiples of this.';
comment on column buddel.publication_settings.metres_step is 'Metres are multiples of this.';
comment on column buddel.publication_settings.euros_step is 'Euros are multiples of this.';
comment on column buddel.publication_settings.people_minimum is 'So many people must stand behind hours and money.';
comment on column buddel.publication_settings.share_maximum_bp is 'Of whom none gave more than this share, in basis points.';
comment on column buddel.publication_settings.area_connections_minimum is 'So many connections an area must have.';
comment on column buddel.publication_settings.end_walk_m is 'So many metres are walked back from a free end, at least.';
comment on column buddel.publication_settings.end_distance_m is 'So far a published end is from every connection point, at least.';
comment on column buddel.publication_settings.line_minimum_m is 'What is left of a line shorter than this is not published.';
comment on column buddel.publication_settings.spacing_m is 'Metres between the points of a line before it is simplified.';
comment on column buddel.publication_settings.simplification_m is 'Metres by which a simplified line may be off.';
comment on column buddel.publication_settings.publisher is 'Who publishes, as users of the data must name it; null: the associations.';
comment on column buddel.publication_settings.publication_count is
    'Moved by every publication, so that one with an older view of the records fails to serialize and starts again.';
insert into buddel.publication_settings default values;
