-- What each entry moves is what its voucher says, and a reversal moves the same back, place by place.
--
-- Not known here: at which rates a claim values the minutes (they are no money in the journal); whether the association
-- deducted input tax when it booked an invoice, so that gross and net with its tax both pass; which segments got the odd
-- cents of an invoice, so that each share passes that is less than a cent from its part; how much of a grant was paid and
-- revoked, which grants_are_booked compares with the claim.
with single (association_id, voucher_id, debit, credit, unit, quantity, member_id, segment_id) as (
    select association_id, voucher_id, 'work:' || kind, 'given:' || kind, kind || '_minutes', minutes, member_id, segment_id
    from buddel.work_vouchers
    union all
    select association_id, voucher_id, 'work:gift', 'given:gift', 'gift_cents', value_cents, member_id, segment_id
    from buddel.gift_vouchers
    union all
    select association_id, voucher_id, case when amount_cents > 0 then 'bank' else o.account end,
        case when amount_cents > 0 then o.account else 'bank' end, 'eur_cents', abs(amount_cents), member_id, null
    from buddel.payment_vouchers, lateral (select case purpose when 'donation' then 'income:donations'
        when 'other_income' then 'income:other' else 'receivable:members' end) o (account)
), invoiced as (
    select e.association_id, e.number, e.reason, e.voucher_id, 'expense:' || c.category as expense, c.net_cents, c.tax_cents,
        c.gross_cents, p.paid_cents, p.discount_cents
    from buddel.entries e
    join buddel.cost_vouchers c on c.association_id = e.association_id and c.voucher_id = e.voucher_id
    left join buddel.cost_payments p on p.association_id = e.association_id and p.voucher_id = e.voucher_id
    where e.reason in ('recorded', 'paid')
), sides as (
    -- Seen from the suppliers' account, which each transfer of an invoice touches: owed by it, then paid.
    select i.association_id, i.number, i.expense, t.unit, t.member_id, t.segment_id, t.award_id,
        case 'payable:suppliers' when t.credit_account then t.debit_account when t.debit_account then t.credit_account end as account,
        case when (t.credit_account = 'payable:suppliers') = (i.reason = 'recorded') then t.quantity else -t.quantity end as moved
    from invoiced i join buddel.transfers t on t.association_id = i.association_id and t.entry_number = i.number
), sums as (
    select association_id, number, coalesce(sum(moved) filter (where account = expense), 0) as expense,
        coalesce(sum(moved) filter (where account = 'receivable:input_tax'), 0) as tax,
        coalesce(sum(moved) filter (where account = 'bank'), 0) as bank,
        coalesce(bool_or(account is null or account not in (expense, 'receivable:input_tax', 'bank') or unit <> 'eur_cents'
            or num_nonnulls(member_id, award_id) > 0 or segment_id is not null and account <> expense), false) as is_other
    from sides group by association_id, number
), shares as (
    select association_id, number, segment_id, sum(moved) as moved from sides where account = expense
    group by association_id, number, segment_id
), due as (
    select i.association_id, i.number, a.segment_id, s.expense, coalesce(a.share_bp, 10000) as share_bp
    from invoiced i join sums s on s.association_id = i.association_id and s.number = i.number
    left join buddel.cost_allocations a on a.association_id = i.association_id and a.voucher_id = i.voucher_id
)
select 'day' as fault, e.association_id, e.number
from buddel.entries e
join buddel.vouchers v on v.association_id = e.association_id and v.id = e.voucher_id
left join buddel.voucher_decisions d on d.association_id = e.association_id and d.voucher_id = e.voucher_id
left join buddel.cost_payments p on p.association_id = e.association_id and p.voucher_id = e.voucher_id
where e.reason <> 'reversal' and not coalesce(case v.kind
    when 'cost' then e.reason = 'recorded' and e.effective_on = v.dated_on or e.reason = 'paid' and e.effective_on = p.paid_on
    when 'grant' then e.reason in ('granted', 'grant_paid', 'grant_revoked')
    else e.reason = 'recorded' and e.effective_on = greatest(v.dated_on, d.decided_on) end, false)
union all
select 'transfer', e.association_id, e.number
from buddel.entries e
join single s on s.association_id = e.association_id and s.voucher_id = e.voucher_id
left join buddel.transfers t on t.association_id = e.association_id and t.entry_number = e.number
where e.reason = 'recorded' and (t.position, t.debit_account, t.credit_account, t.unit, t.quantity, t.member_id, t.segment_id,
    t.award_id) is distinct from (1, s.debit, s.credit, s.unit, s.quantity, s.member_id, s.segment_id, null::bigint)
union all
select 'invoice', i.association_id, i.number
from invoiced i left join sums s on s.association_id = i.association_id and s.number = i.number,
lateral (select i.net_cents - round(i.paid_cents::numeric * i.net_cents / i.gross_cents) as net) discount
where s.is_other is not false or case i.reason
    when 'recorded' then s.bank <> 0 or (s.expense, s.tax) not in ((i.gross_cents, 0), (i.net_cents, i.tax_cents))
    else i.paid_cents is null or s.bank <> i.paid_cents
        or (s.expense, s.tax) not in ((i.discount_cents, 0), (discount.net, i.discount_cents - discount.net)) end
union all
select 'share', coalesce(d.association_id, b.association_id), coalesce(d.number, b.number)
from due d full join shares b on b.association_id = d.association_id and b.number = d.number
    and coalesce(b.segment_id, 0) = coalesce(d.segment_id, 0)
where d.number is null or abs(coalesce(b.moved, 0) * 10000 - d.expense * d.share_bp) >= 10000
union all
select 'grant', e.association_id, e.number
from buddel.entries e
join buddel.grant_vouchers g on g.association_id = e.association_id and g.voucher_id = e.voucher_id
join buddel.claims c on c.association_id = g.association_id and c.id = g.claim_id
left join buddel.transfers t on t.association_id = e.association_id and t.entry_number = e.number
where e.reason in ('granted', 'grant_paid', 'grant_revoked') and ((t.position, t.debit_account, t.credit_account, t.unit,
    t.member_id, t.segment_id, t.award_id) is distinct from (1, case e.reason when 'granted' then 'receivable:grants'
    when 'grant_paid' then 'bank' else 'income:grants' end, case e.reason when 'granted' then 'income:grants'
    else 'receivable:grants' end, 'eur_cents', null::bigint, null::bigint, c.award_id)
    or e.reason = 'granted' and t.quantity <> g.amount_cents)
union all
select 'reversal', association_id, number from (
    select r.association_id, r.number, t.position, t.debit_account, t.credit_account, t.unit, t.quantity, t.member_id,
        t.segment_id, t.award_id
    from buddel.entries r
    join buddel.transfers t on t.association_id = r.association_id and t.entry_number = r.reverses_number
) o full join (
    select r.association_id, r.number, t.position, t.debit_account, t.credit_account, t.unit, t.quantity, t.member_id,
        t.segment_id, t.award_id
    from buddel.entries r
    join buddel.transfers t on t.association_id = r.association_id and t.entry_number = r.number
    where r.reverses_number is not null
) b using (association_id, number, position)
where (o.debit_account, o.credit_account, o.unit, o.quantity, o.member_id, o.segment_id, o.award_id)
    is distinct from (b.credit_account, b.debit_account, b.unit, b.quantity, b.member_id, b.segment_id, b.award_id)
union all
select 'reversal', r.association_id, r.number
from buddel.entries r join buddel.entries o on o.association_id = r.association_id and o.number = r.reverses_number
where r.effective_on <> o.effective_on;
