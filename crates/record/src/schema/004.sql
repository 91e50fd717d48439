-- Version 4: under a = 0, exchanges are counted by month too (see version 2), so that nobody waits for the pairs of
-- twenty years to be summed.
-- A store of version 1 has them already: it was counted anew on its way here.
INSERT OR REPLACE INTO exchanges (span, nr, a, b, events, cooperation, conflict)
    SELECT span, nr, 0, who, sum(events), sum(cooperation), sum(conflict) FROM (
        SELECT span, nr, a AS who, events, cooperation, conflict FROM exchanges WHERE span = 2 AND a > 0 AND a < b
        UNION ALL
        SELECT span, nr, b, events, cooperation, conflict FROM exchanges WHERE span = 2 AND a > 0 AND a < b
        UNION ALL
        SELECT span, nr, 0, events, cooperation, conflict FROM exchanges WHERE span = 2 AND a > 0 AND a < b
    ) GROUP BY span, nr, who;
