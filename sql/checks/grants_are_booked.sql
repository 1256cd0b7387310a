-- Every grant stands in the journal: approved, paid and taken back as the claim says.
select c.association_id, c.id, c.state, c.approved_cents, c.revoked_cents, b.granted, b.paid, b.revoked
from buddel.claims c cross join lateral (
    select coalesce(sum(t.quantity) filter (where e.reason = 'granted'), 0) as granted,
        coalesce(sum(t.quantity) filter (where e.reason = 'grant_paid'), 0) as paid,
        coalesce(sum(t.quantity) filter (where e.reason = 'grant_revoked'), 0) as revoked
    from buddel.grant_vouchers g
    join buddel.entries e on e.association_id = g.association_id and e.voucher_id = g.voucher_id
    join buddel.transfers t on t.association_id = e.association_id and t.entry_number = e.number
    where g.association_id = c.association_id and g.claim_id = c.id
) b
where b.granted <> coalesce(c.approved_cents, 0) or b.revoked <> c.revoked_cents
    or (b.paid > 0) <> (c.state = 'paid' and c.approved_cents > 0);
