extension ConstraintTests {
    private static let square = "st_multi(st_geomfromtext('POLYGON((0 0, 0 9, 9 9, 9 0, 0 0))', 25832))"

    /// Of municipalities, associations, users and roles.
    static let users: [Broken] = [
        Broken(
            constraint: "municipalities_pkey",
            statement: """
                insert into buddel.municipalities (ags, name, border) values ('05978032', 'W', \(square))
                """),
        Broken(
            constraint: "municipalities_ags_digits",
            statement: """
                insert into buddel.municipalities (ags, name, border) values ('5978032', 'W', \(square))
                """),
        Broken(
            constraint: "municipalities_name_given",
            statement: """
                insert into buddel.municipalities (ags, name, border) values ('05978033', '', \(square))
                """),
        Broken(
            constraint: "municipalities_border_valid",
            statement: """
                insert into buddel.municipalities (ags, name, border) values ('05978033', 'W',
                st_multi(st_geomfromtext('POLYGON((0 0, 9 9, 9 0, 0 9, 0 0))', 25832)))
                """),
        Broken(
            constraint: "associations_pkey",
            statement: """
                update buddel.associations set code = 'c' || id; insert into buddel.associations (id, code,
                name, legal_form, seat_ags) overriding system value values (1, 'c', 'C', 'e.V.', '05978032')
                """),
        Broken(
            constraint: "associations_code_key",
            statement: """
                insert into buddel.associations (code, name, legal_form, seat_ags) values ('a', 'A', 'e.V.',
                '05978032')
                """),
        Broken(
            constraint: "associations_code_form",
            statement: """
                insert into buddel.associations (code, name, legal_form, seat_ags) values ('A b', 'A', 'e.V.',
                '05978032')
                """),
        Broken(
            constraint: "associations_name_given",
            statement: """
                insert into buddel.associations (code, name, legal_form, seat_ags) values ('c', '', 'e.V.',
                '05978032')
                """),
        Broken(
            constraint: "associations_seat_fkey",
            statement: """
                insert into buddel.associations (code, name, legal_form, seat_ags) values ('c', 'C', 'e.V.',
                '99999999')
                """),
        Broken(
            constraint: "associations_fiscal_month",
            statement: """
                insert into buddel.associations (code, name, legal_form, seat_ags, fiscal_year_start_month)
                values ('c', 'C', 'e.V.', '05978032', 13)
                """),
        Broken(
            constraint: "associations_fiscal_day",
            statement: """
                insert into buddel.associations (code, name, legal_form, seat_ags, fiscal_year_start_day) values
                ('c', 'C', 'e.V.', '05978032', 0)
                """),
        Broken(
            constraint: "associations_fiscal_day_in_every_year",
            statement: """
                insert into buddel.associations (code, name, legal_form, seat_ags, fiscal_year_start_month,
                    fiscal_year_start_day) values ('c', 'C', 'e.V.', '05978032', 2, 29)
                """),
        Broken(
            constraint: "users_pkey",
            statement: """
                insert into buddel.users (id, login, display_name) values (11, 'zoe', 'Zoe')
                """),
        Broken(
            constraint: "users_login_key",
            statement: """
                insert into buddel.users (login, display_name) values ('user11', 'Zoe')
                """),
        Broken(
            constraint: "users_login_form",
            statement: """
                insert into buddel.users (login, display_name) values ('Zoe', 'Zoe')
                """),
        Broken(
            constraint: "users_failed_logins_positive",
            statement: """
                update buddel.users set failed_logins = -1 where id = 11
                """),
        Broken(
            constraint: "users_begun_logins_positive",
            statement: "update buddel.users set begun_logins = -1 where id = 11"),
        Broken(
            constraint: "user_roles_pkey",
            statement: """
                insert into buddel.user_roles (id, user_id, role, granted_by) overriding system value values (1,
                11, 'administrator', 0)
                """),
        Broken(
            constraint: "user_roles_user_fkey",
            statement: """
                insert into buddel.user_roles (user_id, role, association_id, ags, limit_cents, during,
                granted_by) values (99, 'administrator', null, null, null, '[2025-01-01,)', 0)
                """),
        Broken(
            constraint: "user_roles_role_known",
            statement: """
                insert into buddel.user_roles (user_id, role, association_id, ags, limit_cents, during,
                granted_by) values (11, 'king', 1, null, null, '[2025-01-01,)', 0)
                """),
        Broken(
            constraint: "user_roles_association_fkey",
            statement: """
                insert into buddel.user_roles (user_id, role, association_id, ags, limit_cents, during,
                granted_by) values (11, 'chair', 99, null, null, '[2025-01-01,)', 0)
                """),
        Broken(
            constraint: "user_roles_municipality_fkey",
            statement: """
                insert into buddel.user_roles (user_id, role, association_id, ags, limit_cents, during,
                granted_by) values (11, 'clerk', null, '99999999', null, '[2025-01-01,)', 0)
                """),
        Broken(
            constraint: "user_roles_limit_positive",
            statement: """
                insert into buddel.user_roles (user_id, role, association_id, ags, limit_cents, during,
                granted_by) values (11, 'approver', null, '05978032', -1, '[2025-01-01,)', 0)
                """),
        Broken(
            constraint: "user_roles_during_not_empty",
            statement: """
                insert into buddel.user_roles (user_id, role, association_id, ags, limit_cents, during,
                granted_by) values (11, 'chair', 1, null, null, 'empty', 0)
                """),
        Broken(
            constraint: "user_roles_granted_by_fkey",
            statement: """
                insert into buddel.user_roles (user_id, role, association_id, ags, limit_cents, during,
                granted_by) values (11, 'chair', 1, null, null, '[2025-01-01,)', 99)
                """),
        Broken(
            constraint: "user_roles_scope_matches_role",
            statement: """
                insert into buddel.user_roles (user_id, role, association_id, ags, limit_cents, during,
                granted_by) values (11, 'chair', null, '05978032', null, '[2025-01-01,)', 0)
                """),
        Broken(
            constraint: "user_roles_limit_of_approvers",
            statement: """
                insert into buddel.user_roles (user_id, role, association_id, ags, limit_cents, during,
                granted_by) values (11, 'clerk', null, '05978032', 100, '[2025-01-01,)', 0)
                """),
        Broken(
            constraint: "user_roles_no_overlap",
            statement: """
                insert into buddel.user_roles (user_id, role, association_id, ags, limit_cents, during,
                granted_by) values (11, 'treasurer', 1, null, null, '[2026-01-01,2026-02-01)', 0)
                """),
        Broken(
            constraint: "user_roles_area_of_leads",
            statement: """
                insert into buddel.user_roles (user_id, role, association_id, area_id, during, granted_by)
                values (11, 'chair', 1, 1, '[2025-01-01,)', 0)
                """),
        Broken(
            constraint: "user_roles_area_fkey",
            statement: """
                insert into buddel.user_roles (user_id, role, association_id, area_id, during, granted_by)
                values (11, 'area_lead', 1, 99, '[2025-01-01,)', 0)
                """),
        Broken(
            constraint: "user_roles_auditor_apart",
            statement: """
                insert into buddel.user_roles (user_id, role, association_id, ags, limit_cents, during,
                granted_by) values (11, 'auditor', 1, null, null, '[2026-01-01,2026-02-01)', 0)
                """),
    ]
}
