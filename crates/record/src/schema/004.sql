-- Version 4: under a = 0, exchanges are counted by month too (see version 2), so that nobody waits for the pairs of
-- twenty years to be summed; and what is denied (4) or only thought of (5) is neither co-operation nor conflict.
UPDATE actor_years SET cooperation = 0, conflict = 0 WHERE status IN (4, 5);
