package sources_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestSourceAddressMoves(t *testing.T) {
	address := func(url string) string {
		return "-- sources/page.yaml --\nidentifiers:\n  url: " + url + "\n"
	}
	const (
		github = "https://github.com/example/labels"
		raw    = "https://raw.githubusercontent.com/example/labels/"
		fda    = "https://api.fda.gov/drug/label.json?search="
	)
	found := []string{"sources/page.yaml:8:8 info identifiers.url"}
	ruletest.Run(t, "source-address-moves", []ruletest.Case{
		{Name: "a file of a branch", Change: address(github + "/blob/main/a.json"), Want: found},
		{Name: "a folder of a branch", Change: address(github + "/tree/master"), Want: found},
		{Name: "a raw file of a branch", Change: address(raw + "master/a.json"), Want: found},
		{Name: "a raw file of a branch in full", Change: address(raw + "refs/heads/main/a.json"), Want: found},
		{Name: "a file of a branch elsewhere", Change: address("https://gitlab.com/a/b/-/blob/main/a.json"), Want: found},
		{Name: "a file of a commit", Change: address(github + "/blob/25097ddd2df7426b/src/main/a.json")},
		{Name: "a raw file of a commit", Change: address(raw + "25097ddd2df7426b/main/a.json")},
		{Name: "a file of a tag", Change: address(github + "/blob/v1.2.0/a.json")},
		{Name: "a repository", Change: address(github)},
		{Name: "a page of another host", Change: address("https://example.org/blob/main/a.html")},
		{Name: "a label by its brand", Change: address(fda + "openfda.brand_name%3A%22EXAMPLA%22"), Want: found},
		{Name: "a label by its set_id", Change: address(fda + "set_id%3A%22628f0998-1206%22")},
		{Name: "a label by its set_id of openFDA, and its brand", Change: address(fda +
			"openfda.brand_name%3AEXAMPLA+AND+openfda.spl_set_id%3A%22628f0998-1206%22")},
		{Name: "products by their brand", Change: address(
			"https://api.fda.gov/drug/ndc.json?search=brand_name%3AEXAMPLA")},
	})
}
