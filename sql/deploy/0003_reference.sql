-- Purpose: lists a town may extend: cost categories, tasks, machine classes, base rates, the default chart of accounts.
-- Areas: Ledger, Subsidy. Locks: none, new tables. Rows come from sql/seed.

create table buddel.cost_categories (
    code text constraint cost_categories_pkey primary key
        constraint cost_categories_code_form check (code ~ '^[a-z][a-z0-9_]{0,30}$'),
    name_en text not null,
    name_de text not null
);
comment on table buddel.cost_categories is 'Kinds of cost.';
comment on column buddel.cost_categories.code is 'Word in files and commands.';
comment on column buddel.cost_categories.name_en is 'English name.';
comment on column buddel.cost_categories.name_de is 'German name.';

create table buddel.tasks (
    code text constraint tasks_pkey primary key constraint tasks_code_form check (code ~ '^[a-z][a-z0-9_]{0,30}$'),
    name_en text not null,
    name_de text not null
);
comment on table buddel.tasks is 'Kinds of work.';
comment on column buddel.tasks.code is 'Word in files and commands.';
comment on column buddel.tasks.name_en is 'English name.';
comment on column buddel.tasks.name_de is 'German name.';

create table buddel.machine_classes (
    code text constraint machine_classes_pkey primary key
        constraint machine_classes_code_form check (code ~ '^[a-z][a-z0-9_]{0,30}$'),
    name_en text not null,
    name_de text not null
);
comment on table buddel.machine_classes is 'Classes of machines.';
comment on column buddel.machine_classes.code is 'Word in files and commands.';
comment on column buddel.machine_classes.name_en is 'English name.';
comment on column buddel.machine_classes.name_de is 'German name.';

create table buddel.base_rates (
    from_on date constraint base_rates_pkey primary key
        constraint base_rates_half_year check (extract(day from from_on) = 1 and extract(month from from_on) in (1, 7)),
    rate_bp integer not null
);
comment on table buddel.base_rates is 'Base rates of the Deutsche Bundesbank (rules.md 6).';
comment on column buddel.base_rates.from_on is 'First day of the rate: 1 January or 1 July.';
comment on column buddel.base_rates.rate_bp is 'Rate in basis points, may be negative.';

create table buddel.ledger_units (
    code text constraint ledger_units_pkey primary key,
    name_en text not null,
    name_de text not null
);
comment on table buddel.ledger_units is 'What the journal counts; units never mix.';
comment on column buddel.ledger_units.code is 'Word in files and commands.';
comment on column buddel.ledger_units.name_en is 'English name.';
comment on column buddel.ledger_units.name_de is 'German name.';
insert into buddel.ledger_units (code, name_en, name_de) values
    ('eur_cents', 'euro cents', 'Eurocent'),
    ('labour_minutes', 'labour minutes', 'Arbeitsminuten'),
    ('machine_minutes', 'machine minutes', 'Maschinenminuten'),
    ('gift_cents', 'gift cents', 'Sachspenden in Cent');

create table buddel.account_templates (
    code text constraint account_templates_pkey primary key
        constraint account_templates_code_form check (code ~ '^[a-z0-9][a-z0-9:_]{0,62}$'),
    number text not null,
    unit text not null constraint account_templates_unit_fkey references buddel.ledger_units on delete restrict,
    kind text not null constraint account_templates_kind_known
        check (kind in ('asset', 'liability', 'equity', 'income', 'expense')),
    name_en text not null,
    name_de text not null
);
comment on table buddel.account_templates is 'The chart of accounts a new association starts with, close to SKR 49.';
comment on column buddel.account_templates.code is 'Word in files and commands.';
comment on column buddel.account_templates.number is 'Number in the chart.';
comment on column buddel.account_templates.unit is 'The one unit the account counts.';
comment on column buddel.account_templates.kind is 'Which side of the books.';
comment on column buddel.account_templates.name_en is 'English name.';
comment on column buddel.account_templates.name_de is 'German name.';
