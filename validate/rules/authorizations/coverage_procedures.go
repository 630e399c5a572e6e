package authorizations

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var coverageProcedures = validate.Rule{
	ID:       "coverage-procedures",
	Severity: finding.Error,
	Title:    "A coverage of the EU must say which procedures were read",
	Explanation: "In the EU a license comes from the Commission by the centralized procedure, or from the members by " +
		"national ones, mutual recognition and the decentralized procedure among them. A register of the first says " +
		"nothing about the second: methotrexate was never licensed centrally and is licensed in every member. Say in " +
		"procedures which were read. The absence of an approval proves a use off label only with both, or where " +
		"only_procedure says that the centralized one was the only way, as for biotechnology and, since 2005-11-20, for " +
		"new substances against cancer. Elsewhere there is one procedure, and both fields stay out.",
	Enforced: validate.BySchema,
}
