-- A budget's committed counter is the sum of its awards.
select b.programme_id, b.year, b.committed_cents, coalesce(sum(a.committed_cents), 0) as awards
from buddel.programme_budgets b
left join buddel.awards a on a.programme_id = b.programme_id and a.budget_year = b.year
group by b.programme_id, b.year, b.committed_cents
having b.committed_cents <> coalesce(sum(a.committed_cents), 0);
