package validate_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/validate"
)

// wrongEverywhere is a drug whose names break the schema in twice as many places as there are names.
func wrongEverywhere(t *testing.T, names int) *catalog.Catalog {
	t.Helper()
	c, problems := catalog.FromFiles("content", map[string][]byte{"drugs/x.yaml": []byte("display_name: X\nnames:\n" + strings.Repeat("- {}\n", names))})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return c
}

func TestARecordThatIsWrongEverywhereHasAFewFindings(t *testing.T) {
	result, err := validate.Run(wrongEverywhere(t, 20_000), nil, validate.Options{AsOf: "2026-06-01"})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(result.Findings); n < catalog.MaxProblems || n > 2*catalog.MaxProblems {
		t.Errorf("there are %d findings", n)
	}
	said := 0
	for _, f := range result.Findings {
		if strings.Contains(f.Message, "in more places than these 100") {
			said++
		}
	}
	if said != 1 {
		t.Errorf("%d findings say that there are more", said)
	}
}

func TestARunEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := validate.Run(wrongEverywhere(t, 1), nil, validate.Options{AsOf: "2026-06-01", Context: ctx}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
