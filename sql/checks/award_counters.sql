-- An award's granted counter is the sum of its claims.
select a.association_id, a.id, a.granted_cents, coalesce(sum(c.approved_cents - c.revoked_cents), 0) as claims
from buddel.awards a left join buddel.claims c on c.association_id = a.association_id and c.award_id = a.id
group by a.association_id, a.id, a.granted_cents
having a.granted_cents <> coalesce(sum(c.approved_cents - c.revoked_cents), 0);
