package register_test

import (
	"archive/zip"
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/register"
)

func TestWords(t *testing.T) {
	for _, c := range []struct {
		register register.Register
		form     string
		stated   []compendiumv1.DoseForm_Value
		relation register.Relation
	}{
		{register.DrugsAtFDA, "CREAM", []compendiumv1.DoseForm_Value{compendiumv1.DoseForm_CREAM}, register.One},
		{register.DrugsAtFDA, " capsule ", []compendiumv1.DoseForm_Value{compendiumv1.DoseForm_CAPSULE}, register.Any},
		{register.DrugsAtFDA, "CREAM, TABLET",
			[]compendiumv1.DoseForm_Value{compendiumv1.DoseForm_CREAM, compendiumv1.DoseForm_VAGINAL_TABLET}, register.All},
		{register.DrugsAtFDA, "VIAL", nil, register.None},
		{register.DPD, "GAS", []compendiumv1.DoseForm_Value{compendiumv1.DoseForm_GAS}, register.One},
	} {
		m, ok := c.register.Form(c.form)
		if !ok || m.Relation != c.relation {
			t.Errorf("%s: %s is %q, %t", c.register, c.form, m.Relation, ok)
		}
		if diff := cmp.Diff(c.stated, m.Stated()); diff != "" {
			t.Errorf("%s: values of %s (-want +got):\n%s", c.register, c.form, diff)
		}
	}
	if _, ok := register.DPD.Route("CREAM, TABLET"); ok {
		t.Error("a form is a route")
	}
	if m, ok := register.DrugsAtFDA.Route(""); !ok || m.Relation != register.None {
		t.Error("no route has no reason")
	}
}

func TestSplitForm(t *testing.T) {
	for text, want := range map[string][2]string{
		"TABLET;ORAL":                    {"TABLET", "ORAL"},
		"CAPSULE, DELAYED RELEASE; ORAL": {"CAPSULE, DELAYED RELEASE", "ORAL"},
		"CAPSULE; CAPSULE, DELAYED REL PELLETS; TABLET;ORAL": {"CAPSULE; CAPSULE, DELAYED REL PELLETS; TABLET", "ORAL"},
		"SOLUTION; ORAL AND TABLET; DELAYED RELEASE":         {"SOLUTION; ORAL AND TABLET; DELAYED RELEASE", "ORAL"},
		"INJECTABLE": {"INJECTABLE", ""},
		"":           {"", ""},
	} {
		if form, route := register.SplitForm(text); form != want[0] || route != want[1] {
			t.Errorf("SplitForm(%q) = %q, %q", text, form, route)
		}
	}
}

// TestTables checks the rows against what their relation promises.
func TestTables(t *testing.T) {
	for _, name := range []string{"dpd_forms", "dpd_routes", "drugsatfda_forms", "drugsatfda_routes"} {
		text, err := os.ReadFile(name + ".tsv")
		if err != nil {
			t.Fatal(err)
		}
		last := ""
		for i, row := range strings.Split(strings.TrimRight(string(text), "\n"), "\n") {
			f := strings.Split(row, "\t")
			if len(f) != 4 {
				t.Fatalf("%s:%d: %d columns", name, i+1, len(f))
			}
			values := len(strings.Fields(f[2]))
			ok := i == 0
			switch register.Relation(f[1]) {
			case register.One:
				ok = values == 1
			case register.Any, register.All:
				ok = values > 1
			case register.None:
				ok = values == 0 && f[3] != ""
			}
			if !ok {
				t.Errorf("%s:%d: %q with %d values", name, i+1, f[1], values)
			}
			if i > 0 && f[0] <= last && last != "" {
				t.Errorf("%s:%d: %s is there twice or out of order", name, i+1, f[0])
			}
			if i > 0 {
				last = f[0]
			}
		}
	}
}

// TestEveryWordOfDrugsAtFDA reads the register, where it is there, and looks up each of its forms and routes.
func TestEveryWordOfDrugsAtFDA(t *testing.T) {
	text := open(t, "drugsatfda-2019-07-02.zip", "Products.txt")
	seen := 0
	for i, line := range strings.Split(text, "\n") {
		fields := strings.Split(line, "\t")
		if i == 0 || len(fields) < 3 {
			continue
		}
		seen++
		form, route := register.SplitForm(fields[2])
		if _, ok := register.DrugsAtFDA.Form(form); !ok {
			t.Errorf("%q: the form %q has no row", fields[2], form)
		}
		if _, ok := register.DrugsAtFDA.Route(route); !ok {
			t.Errorf("%q: the route %q has no row", fields[2], route)
		}
	}
	if seen < 30_000 {
		t.Errorf("only %d products were read", seen)
	}
}

// TestEveryWordOfDPD does the same for the Drug Product Database.
func TestEveryWordOfDPD(t *testing.T) {
	for _, part := range []struct{ archive, suffix string }{
		{"dpd-active-2026-04-01.zip", ""}, {"dpd-dormant-2026-04-01.zip", "_dr"},
	} {
		for _, row := range rows(t, part.archive, "form"+part.suffix+".txt") {
			if _, ok := register.DPD.Form(row[2]); !ok {
				t.Errorf("the form %q has no row", row[2])
			}
		}
		for _, row := range rows(t, part.archive, "route"+part.suffix+".txt") {
			if _, ok := register.DPD.Route(row[2]); !ok {
				t.Errorf("the route %q has no row", row[2])
			}
		}
	}
}

// rows returns the rows of a file of the Drug Product Database.
func rows(t *testing.T, archive, name string) [][]string {
	t.Helper()
	list, err := csv.NewReader(strings.NewReader(open(t, archive, name))).ReadAll()
	if err != nil || len(list) < 100 {
		t.Fatalf("%s: %d rows: %v", name, len(list), err)
	}
	return list
}

// open returns a file of a register's archive. The registers are too large for the repository: the test is skipped
// unless a folder above it has them in shared/data.
func open(t *testing.T, archive, name string) string {
	t.Helper()
	at, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	for {
		path := filepath.Join(at, "shared", "data", archive)
		z, err := zip.OpenReader(path)
		if err == nil {
			defer z.Close()
			f, err := z.Open(name)
			if err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			text, err := io.ReadAll(f)
			if err != nil {
				t.Fatalf("%s: %s: %v", path, name, err)
			}
			return string(text)
		}
		if !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
		above := filepath.Dir(at)
		if above == at {
			t.Skipf("there is no shared/data/%s above this folder", archive)
		}
		at = above
	}
}
