-- A claim stands where its steps put it, and one that was not imported has steps.
select c.association_id, c.id, c.state, buddel.claim_state(c.association_id, c.id) as by_steps from buddel.claims c
where exists (select from buddel.claim_steps s where (s.association_id, s.claim_id) = (c.association_id, c.id))
        and c.state <> buddel.claim_state(c.association_id, c.id)
    or not c.imported and not exists (select from buddel.claim_steps s where (s.association_id, s.claim_id) = (c.association_id, c.id));
