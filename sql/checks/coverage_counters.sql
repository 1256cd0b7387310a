-- A part's coverage counter is the sum over its awards.
select p.association_id, p.kind, p.ref, p.part, p.covered_bp, coalesce(sum(c.bp), 0) as awards
from buddel.coverage_parts p
left join buddel.award_coverage c using (association_id, kind, ref, part)
group by p.association_id, p.kind, p.ref, p.part, p.covered_bp
having p.covered_bp <> coalesce(sum(c.bp), 0);
