-- Purpose: persons, members, helpers, offices, mandates, settlement rules.
-- Areas: Association. Locks: none, new tables.
-- Every key between rows of a tenant is (association_id, id): another tenant's row can't even be referred to.

create table buddel.persons (
    id bigint generated always as identity,
    association_id bigint not null constraint persons_association_fkey references buddel.associations on delete restrict,
    name text,
    street text,
    house_number text,
    postcode text,
    city text,
    email text,
    phone text,
    iban text,
    erased_at timestamptz,
    version integer not null default 1,
    constraint persons_pkey primary key (association_id, id),
    constraint persons_erased_means_empty check (erased_at is null or num_nonnulls(
        name, street, house_number, postcode, city, email, phone, iban) = 0),
    constraint persons_name_until_erased check (erased_at is not null or name <> '')
);
comment on table buddel.persons is 'Identity data of a human, household or firm; kept apart from the books so that it can be erased.';
comment on column buddel.persons.id is 'Key within the association.';
comment on column buddel.persons.association_id is 'Tenant.';
comment on column buddel.persons.name is 'Name.';
comment on column buddel.persons.street is 'Street.';
comment on column buddel.persons.house_number is 'House number.';
comment on column buddel.persons.postcode is 'Postcode.';
comment on column buddel.persons.city is 'City.';
comment on column buddel.persons.email is 'E-mail.';
comment on column buddel.persons.phone is 'Phone.';
comment on column buddel.persons.iban is 'Bank account.';
comment on column buddel.persons.erased_at is 'When the data was erased.';
comment on column buddel.persons.version is 'Row version for optimistic locking.';

create table buddel.members (
    id bigint generated always as identity,
    association_id bigint not null constraint members_association_fkey references buddel.associations on delete restrict,
    number text not null constraint members_number_form check (number ~ '^[[:graph:]]{1,40}$'),
    person_id bigint not null,
    kind text not null constraint members_kind_known
        check (kind in ('person', 'household', 'farm', 'business', 'public_body')),
    joined_on date not null,
    left_on date,
    duty_exempt boolean not null default false,
    successor_id bigint,
    version integer not null default 1,
    constraint members_pkey primary key (association_id, id),
    constraint members_number_key unique (association_id, number),
    constraint members_person_fkey foreign key (association_id, person_id) references buddel.persons on delete restrict,
    constraint members_successor_fkey foreign key (association_id, successor_id)
        references buddel.members on delete restrict deferrable initially deferred,
    constraint members_leave_after_joining check (left_on >= joined_on),
    constraint members_successor_is_another check (successor_id <> id),
    constraint members_no_overlap exclude using gist (
        association_id with =, person_id with =, daterange(joined_on, left_on) with &&)
);
comment on table buddel.members is 'A person in an association from a day to a day, with a number.';
comment on column buddel.members.id is 'Key within the association.';
comment on column buddel.members.association_id is 'Tenant.';
comment on column buddel.members.number is 'Member number.';
comment on column buddel.members.person_id is 'Who it is.';
comment on column buddel.members.kind is 'What kind of member.';
comment on column buddel.members.joined_on is 'First day of membership.';
comment on column buddel.members.left_on is 'Day of leaving; that day he is no member any more.';
comment on column buddel.members.duty_exempt is 'Owes no hours (rules.md 5).';
comment on column buddel.members.successor_id is 'Who takes over connections, payments and hours (rules.md 5).';
comment on column buddel.members.version is 'Row version for optimistic locking.';

create table buddel.helpers (
    id bigint generated always as identity,
    association_id bigint not null constraint helpers_association_fkey references buddel.associations on delete restrict,
    code text not null constraint helpers_code_form check (code ~ '^[[:graph:]]{1,40}$'),
    person_id bigint not null,
    member_id bigint,
    version integer not null default 1,
    constraint helpers_pkey primary key (association_id, id),
    constraint helpers_code_key unique (association_id, code),
    constraint helpers_person_fkey foreign key (association_id, person_id) references buddel.persons on delete restrict,
    constraint helpers_household_fkey foreign key (association_id, member_id) references buddel.members on delete restrict
);
comment on table buddel.helpers is 'Who works without being the member: of a household, or an outsider.';
comment on column buddel.helpers.id is 'Key within the association.';
comment on column buddel.helpers.association_id is 'Tenant.';
comment on column buddel.helpers.code is 'Code, e.g. H-1.';
comment on column buddel.helpers.person_id is 'Who it is.';
comment on column buddel.helpers.member_id is 'The member whose household he belongs to; null: an outsider.';
comment on column buddel.helpers.version is 'Row version for optimistic locking.';

create table buddel.offices (
    id bigint generated always as identity,
    association_id bigint not null constraint offices_association_fkey references buddel.associations on delete restrict,
    member_id bigint not null,
    office text not null constraint offices_office_known
        check (office in ('chair', 'treasurer', 'area_lead', 'auditor', 'liquidator')),
    during daterange not null constraint offices_during_not_empty check (not isempty(during)),
    constraint offices_pkey primary key (association_id, id),
    constraint offices_member_fkey foreign key (association_id, member_id) references buddel.members on delete restrict,
    constraint offices_no_overlap exclude using gist (
        association_id with =, member_id with =, office with =, during with &&)
);
comment on table buddel.offices is 'Who holds which office (role) from a day to a day.';
comment on column buddel.offices.id is 'Key within the association.';
comment on column buddel.offices.association_id is 'Tenant.';
comment on column buddel.offices.member_id is 'The member.';
comment on column buddel.offices.office is 'The office.';
comment on column buddel.offices.during is 'Days on which he holds it.';

create table buddel.mandates (
    id bigint generated always as identity,
    association_id bigint not null constraint mandates_association_fkey references buddel.associations on delete restrict,
    member_id bigint not null,
    reference text constraint mandates_reference_form check (reference ~ '^[A-Za-z0-9+?/:().,''-]{1,35}$'),
    signed_on date,
    during daterange not null constraint mandates_during_not_empty check (not isempty(during)),
    constraint mandates_pkey primary key (association_id, id),
    constraint mandates_something_known check (num_nonnulls(reference, signed_on) >= 1),
    constraint mandates_member_fkey foreign key (association_id, member_id) references buddel.members on delete restrict,
    constraint mandates_no_overlap exclude using gist (association_id with =, member_id with =, during with &&)
);
create unique index mandates_reference_key on buddel.mandates (association_id, upper(reference));
comment on table buddel.mandates is 'SEPA mandates of members; one at a time.';
comment on column buddel.mandates.id is 'Key within the association.';
comment on column buddel.mandates.association_id is 'Tenant.';
comment on column buddel.mandates.member_id is 'Who gave it.';
comment on column buddel.mandates.reference is 'Mandate reference; case does not matter; null: signed, not numbered yet.';
comment on column buddel.mandates.signed_on is 'Date of the signature.';
comment on column buddel.mandates.during is 'Days on which it holds.';

create table buddel.user_members (
    user_id bigint not null constraint user_members_user_fkey references buddel.users on delete restrict,
    association_id bigint not null constraint user_members_association_fkey references buddel.associations on delete restrict,
    member_id bigint not null,
    constraint user_members_pkey primary key (user_id, association_id),
    constraint user_members_member_fkey foreign key (association_id, member_id) references buddel.members on delete restrict
);
comment on table buddel.user_members is 'Which member a user is: a known tie, and the person behind a confirmation by login.';
comment on column buddel.user_members.user_id is 'The user.';
comment on column buddel.user_members.association_id is 'The association.';
comment on column buddel.user_members.member_id is 'The member.';

create table buddel.settlement_rules (
    id bigint generated always as identity,
    association_id bigint not null constraint settlement_rules_association_fkey references buddel.associations on delete restrict,
    recorded_at timestamptz not null default now(),
    duty_per_active_minutes bigint constraint settlement_rules_active_positive check (duty_per_active_minutes >= 0),
    duty_per_passive_minutes bigint constraint settlement_rules_passive_positive check (duty_per_passive_minutes >= 0),
    rate_cents_per_hour bigint constraint settlement_rules_rate_positive check (rate_cents_per_hour >= 0),
    constraint settlement_rules_labour_whole
        check (num_nonnulls(duty_per_active_minutes, duty_per_passive_minutes, rate_cents_per_hour) in (0, 3)),
    key_count smallint not null constraint settlement_rules_has_keys check (key_count >= 1),
    key_total_bp integer generated always as (10000) stored,
    constraint settlement_rules_pkey primary key (association_id, id)
);
comment on table buddel.settlement_rules is 'How costs and hours are settled among the members (rules.md 5); the latest row holds.';
comment on column buddel.settlement_rules.id is 'Key within the association.';
comment on column buddel.settlement_rules.association_id is 'Tenant.';
comment on column buddel.settlement_rules.recorded_at is 'When it was recorded.';
comment on column buddel.settlement_rules.duty_per_active_minutes is 'Minutes owed per active connection; null: nobody owes hours.';
comment on column buddel.settlement_rules.duty_per_passive_minutes is 'Minutes owed per passive connection.';
comment on column buddel.settlement_rules.rate_cents_per_hour is 'What an hour short or over is worth, in cents.';
comment on column buddel.settlement_rules.key_count is 'How many keys it has.';
comment on column buddel.settlement_rules.key_total_bp is 'What the keys must add up to.';

create table buddel.settlement_keys (
    association_id bigint not null,
    rule_id bigint not null,
    position smallint not null constraint settlement_keys_position_positive check (position >= 1),
    previous_position smallint generated always as (nullif(position - 1, 0)) stored,
    kind text not null constraint settlement_keys_kind_known check (kind in ('connection', 'lead_metre', 'member')),
    share_bp integer not null constraint settlement_keys_share_range check (share_bp between 0 and 10000),
    before_bp integer not null,
    through_bp integer generated always as (before_bp + share_bp) stored
        constraint settlement_keys_through_range check (through_bp between 0 and 10000),
    active_hundredths bigint constraint settlement_keys_active_positive check (active_hundredths >= 0),
    passive_hundredths bigint constraint settlement_keys_passive_positive check (passive_hundredths >= 0),
    constraint settlement_keys_pkey primary key (association_id, rule_id, position),
    constraint settlement_keys_through_key unique (association_id, rule_id, position, through_bp),
    constraint settlement_keys_rule_fkey foreign key (association_id, rule_id)
        references buddel.settlement_rules on delete restrict deferrable initially deferred,
    constraint settlement_keys_chain_fkey foreign key (association_id, rule_id, previous_position, before_bp)
        references buddel.settlement_keys (association_id, rule_id, position, through_bp) on delete restrict,
    constraint settlement_keys_starts_at_zero check (position > 1 or before_bp = 0)
);
alter table buddel.settlement_rules add constraint settlement_rules_keys_add_up
    foreign key (association_id, id, key_count, key_total_bp)
    references buddel.settlement_keys (association_id, rule_id, position, through_bp)
    on delete restrict deferrable initially deferred;
comment on table buddel.settlement_keys is 'Keys of a settlement rule; a running sum that the rule refers to makes them add up to 100.00 %.';
comment on column buddel.settlement_keys.association_id is 'Tenant.';
comment on column buddel.settlement_keys.rule_id is 'The rule.';
comment on column buddel.settlement_keys.position is 'Order of the keys, from 1.';
comment on column buddel.settlement_keys.previous_position is 'The key before; null for the first.';
comment on column buddel.settlement_keys.kind is 'What the key weighs.';
comment on column buddel.settlement_keys.share_bp is 'Share in basis points.';
comment on column buddel.settlement_keys.before_bp is 'Sum of the shares before.';
comment on column buddel.settlement_keys.through_bp is 'Sum of the shares up to and with this one.';
comment on column buddel.settlement_keys.active_hundredths is 'Weight of an active connection, in hundredths.';
comment on column buddel.settlement_keys.passive_hundredths is 'Weight of a passive connection, in hundredths.';

create table buddel.settlement_machine_rates (
    association_id bigint not null,
    rule_id bigint not null,
    machine_class text not null constraint settlement_machine_rates_class_fkey references buddel.machine_classes on delete restrict,
    rate_cents_per_hour bigint not null constraint settlement_machine_rates_positive check (rate_cents_per_hour >= 0),
    constraint settlement_machine_rates_pkey primary key (association_id, rule_id, machine_class),
    constraint settlement_machine_rates_rule_fkey foreign key (association_id, rule_id)
        references buddel.settlement_rules on delete restrict
);
comment on table buddel.settlement_machine_rates is 'Club rates of machine classes in a settlement rule.';
comment on column buddel.settlement_machine_rates.association_id is 'Tenant.';
comment on column buddel.settlement_machine_rates.rule_id is 'The rule.';
comment on column buddel.settlement_machine_rates.machine_class is 'Class of machine.';
comment on column buddel.settlement_machine_rates.rate_cents_per_hour is 'Cents per hour.';
