package reviews

import (
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var reviewRoleNotClinical = validate.Rule{
	ID:       "review-role-not-clinical",
	Severity: finding.Error,
	Record: func(p *validate.RecordPass) {
		review := catalog.Review(p.Record.Message())
		if review.GetStatus() != compendiumv1.Review_CLINICALLY_REVIEWED {
			return
		}
		words := fold.Words(review.GetByRole())
		if slices.ContainsFunc(words, isClinical) {
			return
		}
		if i := slices.IndexFunc(words, func(w string) bool { return slices.Contains(otherRoles, w) }); i >= 0 {
			p.Report("review.by_role", "%q is not a clinician's role. Write NOT_CLINICALLY_REVIEWED, or name the role of the "+
				"clinician who checked the record.", review.GetByRole())
		}
	},
}

// otherRoles are words for roles that no clinician has as such.
var otherRoles = strings.Fields("editor engineer developer programmer writer author student librarian curator " +
	"translator administrator manager bot script program machine importer scientist analyst secretary")

// isClinical reports whether a word names a profession that cares for patients: "physician", "oncologist".
func isClinical(word string) bool {
	for _, end := range []string{"ologist", "pharmacist", "iatrician", "iatrist"} {
		if strings.HasSuffix(word, end) {
			return true
		}
	}
	return slices.Contains(strings.Fields("clinician clinical physician doctor surgeon nurse consultant practitioner "+
		"dentist internist gp midwife medical md"), word)
}
