-- Reference data; run after the migrations, each time, and adds only what is missing: a town's own rows stay.
insert into buddel.cost_categories (code, name_en, name_de) values
    ('conduit', 'Conduit', 'Leerrohr'),
    ('machine_hire', 'Machine hire', 'Maschinenmiete'),
    ('contractor', 'Contractor', 'Tiefbauunternehmen'),
    ('crossing', 'Crossing', 'Querung'),
    ('fuel', 'Fuel', 'Kraftstoff'),
    ('insurance', 'Insurance', 'Versicherung'),
    ('survey', 'Survey', 'Vermessung und Planung'),
    ('fees', 'Fees', 'Gebühren'),
    ('administration', 'Administration', 'Verwaltung'),
    ('other', 'Other', 'Sonstiges')
on conflict (code) do nothing;
insert into buddel.tasks (code, name_en, name_de) values
    ('digging', 'Digging', 'Graben'),
    ('ploughing', 'Ploughing', 'Pflügen'),
    ('conduit_laying', 'Conduit laying', 'Rohrverlegung'),
    ('crossing', 'Crossing', 'Querung'),
    ('backfilling', 'Backfilling', 'Verfüllen'),
    ('surveying', 'Surveying', 'Vermessen'),
    ('transport', 'Transport', 'Transport'),
    ('catering', 'Catering', 'Verpflegung'),
    ('board_work', 'Board work', 'Vorstandsarbeit'),
    ('other', 'Other', 'Sonstiges')
on conflict (code) do nothing;
insert into buddel.machine_classes (code, name_en, name_de) values
    ('tractor', 'Tractor', 'Schlepper'),
    ('excavator', 'Excavator', 'Bagger'),
    ('plough', 'Plough', 'Kabelpflug'),
    ('small', 'Small machine', 'Kleingerät')
on conflict (code) do nothing;
insert into buddel.base_rates (from_on, rate_bp) values
    ('2016-07-01', -88), ('2023-01-01', 162), ('2023-07-01', 312), ('2024-01-01', 362), ('2024-07-01', 337),
    ('2025-01-01', 227), ('2025-07-01', 127), ('2026-01-01', 127)
on conflict (from_on) do nothing;
insert into buddel.account_templates (code, number, unit, kind, name_en, name_de) values
    ('bank', '0945', 'eur_cents', 'asset', 'Bank', 'Bank'),
    ('cash', '0920', 'eur_cents', 'asset', 'Cash', 'Kasse'),
    ('receivable:members', '0650', 'eur_cents', 'asset', 'Due from members', 'Forderungen an Mitglieder'),
    ('receivable:grants', '0660', 'eur_cents', 'asset', 'Grants approved, not yet paid', 'Bewilligte Zuschüsse, noch offen'),
    ('receivable:input_tax', '1570', 'eur_cents', 'asset', 'Input tax to be refunded', 'Abziehbare Vorsteuer'),
    ('payable:suppliers', '1600', 'eur_cents', 'liability', 'Due to suppliers', 'Verbindlichkeiten an Lieferanten'),
    ('equity:opening', '0800', 'eur_cents', 'equity', 'Funds of the association', 'Vereinsvermögen'),
    ('income:levies', '2110', 'eur_cents', 'income', 'Levies of members', 'Umlagen der Mitglieder'),
    ('income:grants', '2302', 'eur_cents', 'income', 'Public grants', 'Öffentliche Zuschüsse'),
    ('income:donations', '2301', 'eur_cents', 'income', 'Donations', 'Spenden'),
    ('income:other', '2400', 'eur_cents', 'income', 'Other income', 'Sonstige Einnahmen'),
    ('expense:conduit', '2510', 'eur_cents', 'expense', 'Conduit', 'Leerrohr'),
    ('expense:machine_hire', '2520', 'eur_cents', 'expense', 'Machine hire', 'Maschinenmiete'),
    ('expense:contractor', '2530', 'eur_cents', 'expense', 'Contractor', 'Tiefbauunternehmen'),
    ('expense:crossing', '2540', 'eur_cents', 'expense', 'Crossing', 'Querung'),
    ('expense:fuel', '2550', 'eur_cents', 'expense', 'Fuel', 'Kraftstoff'),
    ('expense:insurance', '2753', 'eur_cents', 'expense', 'Insurance', 'Versicherung'),
    ('expense:survey', '2560', 'eur_cents', 'expense', 'Survey', 'Vermessung und Planung'),
    ('expense:fees', '2760', 'eur_cents', 'expense', 'Fees', 'Gebühren'),
    ('expense:administration', '2701', 'eur_cents', 'expense', 'Administration', 'Verwaltung'),
    ('expense:other', '2800', 'eur_cents', 'expense', 'Other', 'Sonstiges'),
    ('given:labour', '9100', 'labour_minutes', 'income', 'Labour given', 'Geleistete Arbeit'),
    ('work:labour', '9110', 'labour_minutes', 'expense', 'Labour in the network', 'Arbeit im Netz'),
    ('given:machine', '9200', 'machine_minutes', 'income', 'Machine time given', 'Gestellte Maschinenzeit'),
    ('work:machine', '9210', 'machine_minutes', 'expense', 'Machine time in the network', 'Maschinenzeit im Netz'),
    ('given:gift', '9300', 'gift_cents', 'income', 'Gifts in kind received', 'Erhaltene Sachspenden'),
    ('work:gift', '9310', 'gift_cents', 'expense', 'Gifts in kind used', 'Verwendete Sachspenden')
on conflict (code) do nothing;
-- A category of cost that a town added needs its account in every association.
insert into buddel.account_templates (code, number, unit, kind, name_en, name_de)
select 'expense:' || c.code, '2890', 'eur_cents', 'expense', c.name_en, c.name_de from buddel.cost_categories c
on conflict (code) do nothing;
