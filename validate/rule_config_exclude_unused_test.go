package validate_test

import "testing"

func TestConfigExcludeUnused(t *testing.T) {
	exclude := func(glob string) string {
		return "-- compendium.yaml --\nexclude:\n  - {files: '" + glob + "', reason: These are drafts.}\n"
	}
	unused := []string{"compendium.yaml:2:13 warning exclude[0].files"}
	testRule(t, "config-exclude-unused", []ruleCase{
		{name: "a file", change: exclude("drugs/examplinib.yaml")},
		{name: "a file that cannot be read", change: exclude("drugs/broken.yaml") + "-- drugs/broken.yaml --\nlifecycle: {\n"},
		{name: "a file in the wrong place", change: exclude("drogs") + "-- drogs/x.yaml --\nlifecycle: ACTIVE\n"},
		{name: "a star", change: exclude("drugs/ex*.yaml")},
		{name: "two stars", change: exclude("**")},
		{name: "two stars in front", change: exclude("**/examplinib.yaml")},
		{name: "two stars for no folder", change: exclude("drugs/**/examplinib.yaml")},
		{name: "a star is not a slash", change: exclude("*examplinib.yaml"), want: unused},
		{name: "a folder is not its files", change: exclude("drugs"), want: unused},
		{name: "the folder of the content", change: exclude("content/drugs/*.yaml"), want: unused},
		{name: "the configuration", change: exclude("compendium.yaml"), want: unused},
	})
}
