-- Each entry's digest is that of its figures, and no transfer stands without an entry.
select e.association_id, e.number from buddel.entries e
left join buddel.vouchers v on v.association_id = e.association_id and v.id = e.voucher_id
cross join lateral (
    select string_agg(buddel.transfer_text(t.position, t.debit_account, t.credit_account, t.unit, t.quantity, t.member_id,
        t.segment_id, t.award_id), E'\n' order by t.position) as lines
    from buddel.transfers t where t.association_id = e.association_id and t.entry_number = e.number
) t
where v.id is null or t.lines is null or e.digest <> buddel.entry_digest(e.association_id, e.number, e.voucher_id, v.content_hash, e.reason,
    e.effective_on, e.booked_on, e.reverses_number, t.lines)
union all
select distinct t.association_id, t.entry_number from buddel.transfers t where not exists (
    select from buddel.entries e where e.association_id = t.association_id and e.number = t.entry_number);
