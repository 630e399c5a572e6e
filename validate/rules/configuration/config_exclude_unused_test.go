package configuration_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestConfigExcludeUnused(t *testing.T) {
	exclude := func(glob string) string {
		return "-- compendium.yaml --\nexclude:\n  - {files: '" + glob + "', reason: These are drafts.}\n"
	}
	unused := []string{"compendium.yaml:2:13 warning exclude[0].files"}
	ruletest.Run(t, "config-exclude-unused", []ruletest.Case{
		{Name: "a file", Change: exclude("drugs/examplinib.yaml")},
		{Name: "a file that cannot be read",
			Change: exclude("drugs/broken.yaml") + "-- drugs/broken.yaml --\nlifecycle: {\n"},
		{Name: "a file in the wrong place", Change: exclude("drogs") + "-- drogs/x.yaml --\nlifecycle: ACTIVE\n"},
		{Name: "a star", Change: exclude("drugs/ex*.yaml")},
		{Name: "two stars", Change: exclude("**")},
		{Name: "two stars in front", Change: exclude("**/examplinib.yaml")},
		{Name: "two stars for no folder", Change: exclude("drugs/**/examplinib.yaml")},
		{Name: "a star is not a slash", Change: exclude("*examplinib.yaml"), Want: unused},
		{Name: "a folder is not its files", Change: exclude("drugs"), Want: unused},
		{Name: "the folder of the content", Change: exclude("content/drugs/*.yaml"), Want: unused},
		{Name: "the configuration", Change: exclude("compendium.yaml"), Want: unused},
	})
}
