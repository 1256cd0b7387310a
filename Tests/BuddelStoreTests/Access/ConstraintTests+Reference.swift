extension ConstraintTests {
    /// Of reference data, publications and their settings.
    static let reference: [Broken] = [
        Broken(
            constraint: "cost_categories_pkey",
            statement: """
                insert into buddel.cost_categories (code, name_en, name_de) values ('conduit', 'X', 'X')
                """),
        Broken(
            constraint: "cost_categories_code_form",
            statement: """
                insert into buddel.cost_categories (code, name_en, name_de) values ('Two words', 'X', 'X')
                """),
        Broken(
            constraint: "tasks_pkey",
            statement: """
                insert into buddel.tasks (code, name_en, name_de) values ('digging', 'X', 'X')
                """),
        Broken(
            constraint: "tasks_code_form",
            statement: """
                insert into buddel.tasks (code, name_en, name_de) values ('Two words', 'X', 'X')
                """),
        Broken(
            constraint: "machine_classes_pkey",
            statement: """
                insert into buddel.machine_classes (code, name_en, name_de) values ('tractor', 'X', 'X')
                """),
        Broken(
            constraint: "machine_classes_code_form",
            statement: """
                insert into buddel.machine_classes (code, name_en, name_de) values ('Two words', 'X', 'X')
                """),
        Broken(
            constraint: "base_rates_pkey",
            statement: """
                insert into buddel.base_rates (from_on, rate_bp) values ('2026-01-01', 100)
                """),
        Broken(
            constraint: "base_rates_half_year",
            statement: """
                insert into buddel.base_rates (from_on, rate_bp) values ('2026-03-01', 100)
                """),
        Broken(
            constraint: "ledger_units_pkey",
            statement: """
                insert into buddel.ledger_units (code, name_en, name_de) values ('eur_cents', 'X', 'X')
                """),
        Broken(
            constraint: "account_templates_pkey",
            statement: """
                insert into buddel.account_templates (code, number, unit, kind, name_en, name_de) values
                ('bank', '1', 'eur_cents', 'asset', 'X', 'X')
                """),
        Broken(
            constraint: "account_templates_code_form",
            statement: """
                insert into buddel.account_templates (code, number, unit, kind, name_en, name_de) values
                ('Bank', '1', 'eur_cents', 'asset', 'X', 'X')
                """),
        Broken(
            constraint: "account_templates_unit_fkey",
            statement: """
                insert into buddel.account_templates (code, number, unit, kind, name_en, name_de) values ('x',
                '1', 'beans', 'asset', 'X', 'X')
                """),
        Broken(
            constraint: "account_templates_kind_known",
            statement: """
                insert into buddel.account_templates (code, number, unit, kind, name_en, name_de) values ('x',
                '1', 'eur_cents', 'asse', 'X', 'X')
                """),
        Broken(
            constraint: "publications_pkey",
            statement: """
                insert into feed.publications (manifest_sha256) values (sha256('m')); insert into
                feed.publications (id, manifest_sha256) overriding system value values (1, sha256('n'))
                """),
        Broken(
            constraint: "publications_hash_length",
            statement: """
                insert into feed.publications (manifest_sha256) values ('short')
                """),
        Broken(
            constraint: "files_pkey",
            statement: """
                insert into feed.publications (manifest_sha256) values (sha256('m')); insert into feed.files
                (publication_id, name, media_type, content, sha256) values (1, 'a.json', 'application/json',
                'x', sha256('x')), (1, 'a.json', 'application/json', 'x', sha256('x'))
                """),
        Broken(
            constraint: "files_publication_fkey",
            statement: """
                insert into feed.files (publication_id, name, media_type, content, sha256) values (9, 'a.json',
                'application/json', 'x', sha256('x'))
                """),
        Broken(
            constraint: "files_name_form",
            statement: """
                insert into feed.publications (manifest_sha256) values (sha256('m')); insert into feed.files
                (publication_id, name, media_type, content, sha256) values (1, '../a', 'application/json', 'x',
                sha256('x'))
                """),
        Broken(
            constraint: "files_hash_of_content",
            statement: """
                insert into feed.publications (manifest_sha256) values (sha256('m')); insert into feed.files
                (publication_id, name, media_type, content, sha256) values (1, 'a.json', 'application/json',
                'x', sha256('y'))
                """),
        Broken(
            constraint: "publication_settings_pkey",
            statement: """
                insert into buddel.publication_settings default values
                """),
        Broken(
            constraint: "publication_settings_single_row",
            statement: """
                update buddel.publication_settings set id = false
                """),
        Broken(
            constraint: "publication_settings_count_step_floor",
            statement: """
                update buddel.publication_settings set count_step = 4
                """),
        Broken(
            constraint: "publication_settings_hours_step_floor",
            statement: """
                update buddel.publication_settings set hours_step = 9
                """),
        Broken(
            constraint: "publication_settings_metres_step_floor",
            statement: """
                update buddel.publication_settings set metres_step = 99
                """),
        Broken(
            constraint: "publication_settings_euros_step_floor",
            statement: """
                update buddel.publication_settings set euros_step = 99
                """),
        Broken(
            constraint: "publication_settings_people_floor",
            statement: """
                update buddel.publication_settings set people_minimum = 4
                """),
        Broken(
            constraint: "publication_settings_area_floor",
            statement: """
                update buddel.publication_settings set area_connections_minimum = 9
                """),
        Broken(
            constraint: "publication_settings_end_walk_floor",
            statement: """
                update buddel.publication_settings set end_walk_m = 99
                """),
        Broken(
            constraint: "publication_settings_end_distance_floor",
            statement: """
                update buddel.publication_settings set end_distance_m = 49
                """),
        Broken(
            constraint: "publication_settings_take_up_ceiling",
            statement: """
                update buddel.publication_settings set take_up_limit = 81
                """),
        Broken(
            constraint: "publication_settings_share_ceiling",
            statement: """
                update buddel.publication_settings set share_maximum_bp = 5001
                """),
        Broken(
            constraint: "publication_settings_line_floor",
            statement: """
                update buddel.publication_settings set line_minimum_m = 49
                """),
        Broken(
            constraint: "publication_settings_spacing_floor",
            statement: """
                update buddel.publication_settings set spacing_m = 24
                """),
        Broken(
            constraint: "publication_settings_simplification_floor",
            statement: """
                update buddel.publication_settings set simplification_m = 4
                """),
        Broken(
            constraint: "publication_settings_publisher_form",
            statement: """
                update buddel.publication_settings set publisher = ' Stadt'
                """),
        Broken(
            constraint: "publication_settings_count_positive",
            statement: """
                update buddel.publication_settings set publication_count = -1
                """),
    ]
}
