-- A claim that was not imported stands where its last step that counts put it.
select c.association_id, c.id, c.state, s.step from buddel.claims c
left join lateral (
    select t.step from buddel.claim_steps t
    where t.association_id = c.association_id and t.claim_id = c.id
        and not exists (select from buddel.claim_step_voids v
            where (v.association_id, v.claim_id, v.position) = (t.association_id, t.claim_id, t.position))
    order by t.position desc limit 1
) s on true
where not c.imported and (s.step is null or c.state <> case s.step
    when 'file' then 'submitted' when 'answer' then 'submitted' when 'certify' then 'certified' when 'check' then 'checked'
    when 'return' then 'returned' when 'approve' then 'approved' when 'reject' then 'rejected' when 'withdraw' then 'withdrawn'
    when 'pay' then 'paid'
    when 'release' then case (select count(*) from buddel.claim_steps r
        where r.association_id = c.association_id and r.claim_id = c.id and r.step = 'release') when 1 then 'approved' else 'released' end
    end);
