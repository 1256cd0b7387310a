-- Purpose: areas, connections with their holders, segments with versions, parts, clearances and states, progress.
-- Areas: Network. Locks: none, new tables. Geometry in ETRS89 / UTM 32N (EPSG:25832); lengths are geodesic, in cm.

create table buddel.areas (
    id bigint generated always as identity,
    association_id bigint not null constraint areas_association_fkey references buddel.associations on delete restrict,
    code text not null constraint areas_code_form check (code ~ '^[[:graph:]]{1,40}$'),
    name text not null,
    quota_bp integer constraint areas_quota_range check (quota_bp between 0 and 10000),
    border geometry(Polygon, 25832) not null constraint areas_border_valid check (st_isvalid(border)),
    border_wgs84 geometry(Polygon, 4326),
    version integer not null default 1,
    constraint areas_pkey primary key (association_id, id),
    constraint areas_code_key unique (association_id, code)
);
comment on table buddel.areas is 'Build areas, each with its own take-up quota.';
comment on column buddel.areas.id is 'Key within the association.';
comment on column buddel.areas.association_id is 'Tenant.';
comment on column buddel.areas.code is 'Code, e.g. A1.';
comment on column buddel.areas.name is 'Name.';
comment on column buddel.areas.quota_bp is 'Take-up that must be reached, in basis points.';
comment on column buddel.areas.border is 'Border in ETRS89 / UTM 32N.';
comment on column buddel.areas.border_wgs84 is 'Border as given, so that an export gives the same figures back; null: transformed back.';
comment on column buddel.areas.version is 'Row version for optimistic locking.';

create table buddel.connections (
    id bigint generated always as identity,
    association_id bigint not null constraint connections_association_fkey references buddel.associations on delete restrict,
    code text not null constraint connections_code_form check (code ~ '^[[:graph:]]{1,40}$'),
    kind text not null constraint connections_kind_known check (kind in ('active', 'passive')),
    category text constraint connections_category_known
        check (category in ('household', 'farm', 'business', 'school', 'public_body')),
    area_id bigint,
    location geometry(Point, 25832) not null,
    longitude double precision not null constraint connections_longitude_range check (longitude between -180 and 180),
    latitude double precision not null constraint connections_latitude_range check (latitude between -90 and 90),
    ags text constraint connections_municipality_fkey references buddel.municipalities on delete restrict,
    lead_length_cm bigint constraint connections_lead_length_positive check (lead_length_cm >= 0),
    version integer not null default 1,
    constraint connections_pkey primary key (association_id, id),
    constraint connections_code_key unique (association_id, code),
    constraint connections_area_fkey foreign key (association_id, area_id) references buddel.areas on delete restrict
);
create index connections_location_idx on buddel.connections using gist (location);
comment on table buddel.connections is 'Premises to be served.';
comment on column buddel.connections.id is 'Key within the association.';
comment on column buddel.connections.association_id is 'Tenant.';
comment on column buddel.connections.code is 'Code, e.g. C-1.';
comment on column buddel.connections.kind is 'Active or passive.';
comment on column buddel.connections.category is 'What is served.';
comment on column buddel.connections.area_id is 'Build area.';
comment on column buddel.connections.location is 'Where it lies, ETRS89 / UTM 32N.';
comment on column buddel.connections.longitude is 'As given, WGS 84, so that an export gives the same figure back.';
comment on column buddel.connections.latitude is 'As given, WGS 84.';
comment on column buddel.connections.ags is 'Municipality it lies in (lower key where borders overlap); null: outside all loaded ones.';
comment on column buddel.connections.lead_length_cm is 'Length of the house lead in centimetres.';
comment on column buddel.connections.version is 'Row version for optimistic locking.';

create table buddel.connection_events (
    id bigint generated always as identity constraint connection_events_pkey primary key,
    association_id bigint not null,
    connection_id bigint not null,
    state text not null constraint connection_events_state_known
        check (state in ('planned', 'duct_laid', 'fibre_blown', 'active')),
    on_date date,
    recorded_at timestamptz not null default now(),
    user_id bigint not null constraint connection_events_user_fkey references buddel.users on delete restrict,
    constraint connection_events_connection_fkey foreign key (association_id, connection_id)
        references buddel.connections on delete restrict
);
create index connection_events_connection_idx on buddel.connection_events (association_id, connection_id, id);
comment on table buddel.connection_events is 'States of connections, append-only; the latest row of each state holds its date.';
comment on column buddel.connection_events.id is 'Key, in order of recording.';
comment on column buddel.connection_events.association_id is 'Tenant.';
comment on column buddel.connection_events.connection_id is 'The connection.';
comment on column buddel.connection_events.state is 'State it entered.';
comment on column buddel.connection_events.on_date is 'Day it entered it; null: not known.';
comment on column buddel.connection_events.recorded_at is 'When it was recorded.';
comment on column buddel.connection_events.user_id is 'Who recorded it.';

create table buddel.holdings (
    id bigint generated always as identity,
    association_id bigint not null constraint holdings_association_fkey references buddel.associations on delete restrict,
    connection_id bigint not null,
    member_id bigint not null,
    during daterange not null constraint holdings_during_not_empty check (not isempty(during)),
    constraint holdings_pkey primary key (association_id, id),
    constraint holdings_connection_fkey foreign key (association_id, connection_id) references buddel.connections on delete restrict,
    constraint holdings_member_fkey foreign key (association_id, member_id) references buddel.members on delete restrict,
    constraint holdings_no_overlap exclude using gist (
        association_id with =, connection_id with =, during with &&)
);
create index holdings_member_idx on buddel.holdings (association_id, member_id);
comment on table buddel.holdings is 'Who holds a connection from a day to a day; an open end is the present holder.';
comment on column buddel.holdings.id is 'Key within the association.';
comment on column buddel.holdings.association_id is 'Tenant.';
comment on column buddel.holdings.connection_id is 'The connection.';
comment on column buddel.holdings.member_id is 'The holder.';
comment on column buddel.holdings.during is 'Days of holding; an open start means from the beginning.';

create table buddel.segments (
    id bigint generated always as identity,
    association_id bigint not null constraint segments_association_fkey references buddel.associations on delete restrict,
    code text not null constraint segments_code_form check (code ~ '^[[:graph:]]{1,40}$'),
    area_id bigint,
    connection_id bigint,
    kind text not null constraint segments_kind_known check (kind in ('trunk', 'lead')),
    method text constraint segments_method_known
        check (method in ('plough', 'open_trench', 'milling', 'trenching', 'hdd', 'hand')),
    surface text constraint segments_surface_known
        check (surface in ('field', 'meadow', 'verge', 'gravel', 'asphalt', 'paving', 'forest', 'water')),
    planned_cover_cm integer constraint segments_cover_positive check (planned_cover_cm >= 0),
    conduits jsonb not null default '[]' constraint segments_conduits_array check (jsonb_typeof(conduits) = 'array'),
    version integer not null default 1,
    constraint segments_pkey primary key (association_id, id),
    constraint segments_code_key unique (association_id, code),
    constraint segments_area_fkey foreign key (association_id, area_id) references buddel.areas on delete restrict,
    constraint segments_connection_fkey foreign key (association_id, connection_id)
        references buddel.connections on delete restrict,
    constraint segments_connection_of_lead check (connection_id is null or kind = 'lead')
);
comment on table buddel.segments is 'Trench lines: trunk or house lead.';
comment on column buddel.segments.id is 'Key within the association.';
comment on column buddel.segments.association_id is 'Tenant.';
comment on column buddel.segments.code is 'Code, e.g. S-1.';
comment on column buddel.segments.area_id is 'Build area.';
comment on column buddel.segments.connection_id is 'The connection a lead serves.';
comment on column buddel.segments.kind is 'Trunk or lead.';
comment on column buddel.segments.method is 'How it is laid.';
comment on column buddel.segments.surface is 'What lies above it.';
comment on column buddel.segments.planned_cover_cm is 'Planned cover in centimetres.';
comment on column buddel.segments.conduits is 'Types and counts of conduit, as given.';
comment on column buddel.segments.version is 'Row version for optimistic locking.';

create table buddel.segment_versions (
    association_id bigint not null,
    segment_id bigint not null,
    number integer not null constraint segment_versions_number_positive check (number >= 1),
    line geometry(LineString, 25832) not null constraint segment_versions_line_simple check (st_npoints(line) >= 2),
    line_wgs84 geometry(LineString, 4326) not null,
    length_cm bigint not null constraint segment_versions_length_positive check (length_cm > 0),
    part_count smallint not null constraint segment_versions_has_parts check (part_count >= 1),
    recorded_at timestamptz not null default now(),
    constraint segment_versions_pkey primary key (association_id, segment_id, number),
    constraint segment_versions_segment_fkey foreign key (association_id, segment_id) references buddel.segments on delete restrict
);
create index segment_versions_line_idx on buddel.segment_versions using gist (line);
comment on table buddel.segment_versions is 'Geometry of a segment; the highest number holds.';
comment on column buddel.segment_versions.association_id is 'Tenant.';
comment on column buddel.segment_versions.segment_id is 'The segment.';
comment on column buddel.segment_versions.number is 'Version, from 1.';
comment on column buddel.segment_versions.line is 'Line in ETRS89 / UTM 32N.';
comment on column buddel.segment_versions.line_wgs84 is 'Line as given, so that lengths and exports are exact.';
comment on column buddel.segment_versions.length_cm is 'Geodesic length in centimetres (rules.md 1).';
comment on column buddel.segment_versions.part_count is 'How many municipality parts it has.';
comment on column buddel.segment_versions.recorded_at is 'When it was recorded.';

create table buddel.segment_parts (
    association_id bigint not null,
    segment_id bigint not null,
    version_number integer not null,
    position smallint not null constraint segment_parts_position_positive check (position >= 1),
    previous_position smallint generated always as (nullif(position - 1, 0)) stored,
    ags text constraint segment_parts_municipality_fkey references buddel.municipalities on delete restrict,
    length_cm bigint not null constraint segment_parts_length_positive check (length_cm > 0),
    before_cm bigint not null,
    through_cm bigint generated always as (before_cm + length_cm) stored,
    constraint segment_parts_pkey primary key (association_id, segment_id, version_number, position),
    constraint segment_parts_through_key unique (association_id, segment_id, version_number, position, through_cm),
    constraint segment_parts_once unique nulls not distinct (association_id, segment_id, version_number, ags),
    constraint segment_parts_version_fkey foreign key (association_id, segment_id, version_number)
        references buddel.segment_versions on delete restrict deferrable initially deferred,
    constraint segment_parts_chain_fkey foreign key (association_id, segment_id, version_number, previous_position, before_cm)
        references buddel.segment_parts (association_id, segment_id, version_number, position, through_cm) on delete restrict,
    constraint segment_parts_starts_at_zero check (position > 1 or before_cm = 0)
);
alter table buddel.segment_versions add constraint segment_versions_parts_add_up
    foreign key (association_id, segment_id, number, part_count, length_cm)
    references buddel.segment_parts (association_id, segment_id, version_number, position, through_cm)
    on delete restrict deferrable initially deferred;
comment on table buddel.segment_parts is 'Which municipality holds how much of a segment version; a running sum makes the parts add up to the length.';
comment on column buddel.segment_parts.association_id is 'Tenant.';
comment on column buddel.segment_parts.segment_id is 'The segment.';
comment on column buddel.segment_parts.version_number is 'Its version.';
comment on column buddel.segment_parts.position is 'Order: by key, outside last.';
comment on column buddel.segment_parts.previous_position is 'The part before; null for the first.';
comment on column buddel.segment_parts.ags is 'The municipality; null: outside all loaded ones.';
comment on column buddel.segment_parts.length_cm is 'Length in centimetres.';
comment on column buddel.segment_parts.before_cm is 'Sum of the parts before.';
comment on column buddel.segment_parts.through_cm is 'Sum up to and with this part.';

create table buddel.segment_events (
    id bigint generated always as identity constraint segment_events_pkey primary key,
    association_id bigint not null,
    segment_id bigint not null,
    state text not null constraint segment_events_state_known
        check (state in ('planned', 'cleared', 'in_progress', 'laid', 'surveyed', 'accepted')),
    on_date date,
    recorded_at timestamptz not null default now(),
    user_id bigint not null constraint segment_events_user_fkey references buddel.users on delete restrict,
    constraint segment_events_segment_fkey foreign key (association_id, segment_id) references buddel.segments on delete restrict
);
create index segment_events_segment_idx on buddel.segment_events (association_id, segment_id, id);
comment on table buddel.segment_events is 'States of segments, append-only; the latest row is the state.';
comment on column buddel.segment_events.id is 'Key, in order of recording.';
comment on column buddel.segment_events.association_id is 'Tenant.';
comment on column buddel.segment_events.segment_id is 'The segment.';
comment on column buddel.segment_events.state is 'State it entered.';
comment on column buddel.segment_events.on_date is 'Day it entered it; null: not known.';
comment on column buddel.segment_events.recorded_at is 'When it was recorded.';
comment on column buddel.segment_events.user_id is 'Who recorded it.';

create table buddel.clearances (
    id bigint generated always as identity,
    association_id bigint not null,
    segment_id bigint not null,
    kind text not null constraint clearances_kind_known
        check (kind in ('owner_consent', 'utility_information', 'road', 'water', 'rail')),
    granted_on date,
    valid_until date,
    note text not null default '',
    version integer not null default 1,
    constraint clearances_pkey primary key (association_id, id),
    constraint clearances_segment_fkey foreign key (association_id, segment_id) references buddel.segments on delete restrict,
    constraint clearances_valid_after_grant check (valid_until >= granted_on)
);
create index clearances_segment_idx on buddel.clearances (association_id, segment_id);
comment on table buddel.clearances is 'What must be in hand before digging on a segment; a row without granted_on is required and missing.';
comment on column buddel.clearances.id is 'Key within the association.';
comment on column buddel.clearances.association_id is 'Tenant.';
comment on column buddel.clearances.segment_id is 'The segment.';
comment on column buddel.clearances.kind is 'What is needed.';
comment on column buddel.clearances.granted_on is 'First day it holds; null: still missing.';
comment on column buddel.clearances.valid_until is 'Last day it holds; null: without end.';
comment on column buddel.clearances.note is 'Free text.';
comment on column buddel.clearances.version is 'Row version for optimistic locking.';

create table buddel.progress (
    id bigint generated always as identity,
    association_id bigint not null,
    ref text not null constraint progress_ref_form check (ref ~ '^[[:graph:]]{1,60}$'),
    segment_id bigint not null,
    on_date date not null,
    from_cm bigint not null constraint progress_from_positive check (from_cm >= 0),
    to_cm bigint not null,
    method text constraint progress_method_known
        check (method in ('plough', 'open_trench', 'milling', 'trenching', 'hdd', 'hand')),
    cover_cm integer constraint progress_cover_positive check (cover_cm >= 0),
    recorded_at timestamptz not null default now(),
    user_id bigint not null constraint progress_user_fkey references buddel.users on delete restrict,
    reversed_at timestamptz,
    reversed_by bigint constraint progress_reversed_by_fkey references buddel.users on delete restrict,
    constraint progress_pkey primary key (association_id, id),
    constraint progress_ref_key unique (association_id, ref),
    constraint progress_segment_fkey foreign key (association_id, segment_id) references buddel.segments on delete restrict,
    constraint progress_forward check (to_cm > from_cm),
    constraint progress_reversed_by_someone check ((reversed_at is null) = (reversed_by is null)),
    constraint progress_no_overlap exclude using gist (
        association_id with =, segment_id with =, int8range(from_cm, to_cm) with &&) where (reversed_at is null)
);
comment on table buddel.progress is 'Dug stretches of segments; stretches that hold never overlap. A mistake is reversed, not deleted.';
comment on column buddel.progress.id is 'Key within the association.';
comment on column buddel.progress.association_id is 'Tenant.';
comment on column buddel.progress.ref is 'Reference, e.g. B-1.';
comment on column buddel.progress.segment_id is 'The segment.';
comment on column buddel.progress.on_date is 'Day of digging.';
comment on column buddel.progress.from_cm is 'From, in centimetres along the segment.';
comment on column buddel.progress.to_cm is 'To, in centimetres along the segment.';
comment on column buddel.progress.method is 'How it was laid.';
comment on column buddel.progress.cover_cm is 'Cover reached, in centimetres.';
comment on column buddel.progress.recorded_at is 'When it was recorded.';
comment on column buddel.progress.user_id is 'Who recorded it.';
comment on column buddel.progress.reversed_at is 'When it was reversed.';
comment on column buddel.progress.reversed_by is 'Who reversed it.';

create function buddel.progress_only_reverses() returns trigger language plpgsql as $$
begin
    if old.reversed_at is not null
        or (to_jsonb(new) - '{reversed_at,reversed_by}'::text[]) <> (to_jsonb(old) - '{reversed_at,reversed_by}'::text[]) then
        raise exception 'a stretch can only be reversed, once'
            using errcode = '23514', constraint = 'progress_append_only', table = 'progress', schema = 'buddel';
    end if;
    return new;
end $$;
comment on function buddel.progress_only_reverses() is 'Lets the one change of a stretch through: its reversal.';
create trigger progress_append_only before update on buddel.progress
    for each row execute function buddel.progress_only_reverses();
create trigger progress_no_delete before delete on buddel.progress for each row execute function buddel.refuse_change();
create trigger connection_events_append_only before update or delete on buddel.connection_events
    for each row execute function buddel.refuse_change();
create trigger segment_events_append_only before update or delete on buddel.segment_events
    for each row execute function buddel.refuse_change();

create view buddel.segment_states with (security_invoker = true) as
select distinct on (e.association_id, e.segment_id)
    e.association_id, e.segment_id, e.state, e.on_date,
    (select l.on_date from buddel.segment_events l
     where l.association_id = e.association_id and l.segment_id = e.segment_id and l.state = 'laid'
     order by l.id desc limit 1) as laid_on
from buddel.segment_events e order by e.association_id, e.segment_id, e.id desc;
comment on view buddel.segment_states is 'State of each segment now, and the day it was laid.';

create view buddel.connection_states with (security_invoker = true) as
select distinct on (e.association_id, e.connection_id)
    e.association_id, e.connection_id, e.state, e.on_date,
    (select l.on_date from buddel.connection_events l
     where l.association_id = e.association_id and l.connection_id = e.connection_id and l.state = 'duct_laid'
     order by l.id desc limit 1) as laid_on,
    (select l.on_date from buddel.connection_events l
     where l.association_id = e.association_id and l.connection_id = e.connection_id and l.state = 'active'
     order by l.id desc limit 1) as active_on
from buddel.connection_events e order by e.association_id, e.connection_id, e.id desc;
comment on view buddel.connection_states is 'State of each connection now, the days its duct was laid and its service went live.';
