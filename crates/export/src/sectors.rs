//! Parts of a society as other event data name them.

use kroniek_model::Sector;

/// CAMEO's primary role code, which GDELT and PLOVER have too.
pub fn code(sector: Sector) -> &'static str {
    match sector {
        Sector::Gov => "GOV",
        Sector::Mil => "MIL",
        Sector::Leg => "LEG",
        Sector::Jud => "JUD",
        Sector::Cop => "COP",
        Sector::Spy => "SPY",
        Sector::Med => "MED",
        Sector::Bus => "BUS",
        Sector::Opp => "OPP",
        Sector::Reb => "REB",
        Sector::Cvl => "CVL",
    }
}

/// The sector of ICEWS that comes nearest.
pub fn words(sector: Sector) -> &'static str {
    match sector {
        Sector::Gov => "Government",
        Sector::Mil => "Military",
        Sector::Leg => "Legislative / Parliamentary",
        Sector::Jud => "Judicial",
        Sector::Cop => "Police",
        Sector::Spy => "State Intelligence Services",
        Sector::Med => "News",
        Sector::Bus => "Business",
        Sector::Opp => "Opposition",
        Sector::Reb => "Rebel",
        Sector::Cvl => "Civilian",
    }
}
