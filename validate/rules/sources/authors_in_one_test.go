package sources_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestAuthorsInOne(t *testing.T) {
	authors := func(text string) string { return "-- sources/page.yaml --\nauthors: [\"" + text + "\"]\n" }
	found := []string{"sources/page.yaml:7:11 warning authors[0]"}
	ruletest.Run(t, "authors-in-one", []ruletest.Case{
		{Name: "commas", Change: authors("Smith J, Doe A, van der Berg KL, et al"), Want: found},
		{Name: "semicolons", Change: authors("D'Angelo SP; Müller-Lüdenscheidt H"), Want: found},
		{Name: "and", Change: authors("Smith J and Doe A"), Want: found},
		{Name: "one", Change: authors("Abdul Razak AR")},
		{Name: "a generation", Change: authors("Smith J, Jr")},
		{Name: "degrees", Change: authors("Smith J, RN MSN")},
		{Name: "first names", Change: authors("Smith, John")},
		{Name: "a group", Change: authors("Children's Oncology Group, Bone Tumor Committee A")},
		{Name: "two bodies", Change: authors("Institute of Health and Ministry of Health")},
	})
}
