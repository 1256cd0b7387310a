-- A claim's hash is that of what was filed and what was cut, and its last check carries it.
select c.association_id, c.id from buddel.claims c
where c.content_hash <> buddel.claim_content_hash(c.association_id, c.id)
    or exists (select from buddel.standing_steps(c.association_id, c.id) s
        where s.step in ('check', 'approve', 'reject', 'release', 'pay') and s.content_hash <> c.content_hash);
