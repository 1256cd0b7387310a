import Buddelverein
import Postgres

extension VoucherStore {
    /// Invoices with their shares; the database holds net + tax = gross and shares that add up to 100.00 %.
    func insertDetails(costs: [(Int64, CostRecord)], associationID: Int64, keys: LedgerKeys) async throws {
        guard !costs.isEmpty else { return }
        let taxes = try costs.map { try $0.1.gross - $0.1.net }
        let counts = costs.map { $0.1.segments.isEmpty ? nil : Int16(clamping: $0.1.segments.count) }
        try await session.execute(
            SQL(
                name: "insert cost vouchers",
                """
                insert into buddel.cost_vouchers (association_id, voucher_id, supplier, invoice_number, ordered_on, category,
                    net_cents, vat_rate_bp, tax_cents, gross_cents, allocation_count)
                select \(associationID), d.* from unnest(\(costs.map(\.0)), \(costs.map(\.1.supplier)),
                    \(costs.map(\.1.invoiceNumber)), \(costs.map(\.1.orderedOn)), \(costs.map(\.1.category)),
                    \(costs.map(\.1.net)), \(costs.map(\.1.vatRate)), \(taxes), \(costs.map(\.1.gross)), \(counts)) as d
                """))
        try await insertAllocations(costs, associationID: associationID, keys: keys)
    }

    func insertAllocations(_ costs: [(Int64, CostRecord)], associationID: Int64, keys: LedgerKeys) async throws {
        var vouchers: [Int64] = []
        var positions: [Int16] = []
        var segments: [Int64?] = []
        var shares: [BasisPoints] = []
        var before: [BasisPoints] = []
        for (id, cost) in costs {
            var sum = BasisPoints.zero
            for (index, allocation) in cost.segments.enumerated() {
                vouchers.append(id)
                positions.append(Int16(clamping: index + 1))
                segments.append(try keys.segment(allocation.segment))
                shares.append(allocation.share)
                before.append(sum)
                try sum.add(allocation.share)
            }
        }
        guard !vouchers.isEmpty else { return }
        try await session.execute(
            SQL(
                name: "insert cost allocations",
                """
                insert into buddel.cost_allocations (association_id, voucher_id, position, segment_id, share_bp, before_bp)
                select \(associationID), d.* from unnest(\(vouchers), \(positions), \(segments), \(shares), \(before)) as d
                """))
    }

    /// The payments that close invoices; an invoice is paid once (`cost_payments_pkey`).
    func insertPayments(_ costs: [(Int64, CostRecord)], associationID: Int64, userID: Int64) async throws {
        var vouchers: [Int64] = []
        var days: [Day] = []
        var paid: [Money] = []
        var discounts: [Money] = []
        for (id, cost) in costs {
            guard let paidOn = cost.paidOn else { continue }
            vouchers.append(id)
            days.append(paidOn)
            paid.append(cost.paid ?? cost.gross)
            discounts.append(try cost.gross - (cost.paid ?? cost.gross))
        }
        guard !vouchers.isEmpty else { return }
        try await session.execute(
            SQL(
                name: "insert cost payments",
                """
                insert into buddel.cost_payments (association_id, voucher_id, user_id, paid_on, paid_cents, discount_cents)
                select \(associationID), d.voucher_id, \(userID), d.paid_on, d.paid, d.discount
                from unnest(\(vouchers), \(days), \(paid), \(discounts)) as d (voucher_id, paid_on, paid, discount)
                """))
    }
}
