package dpd_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/opencompendium/compendium/register/dpd"
)

// extract returns a zip of one product of the extract, of the kind of a suffix, as of a day.
func extract(t *testing.T, suffix, code, day, status string, companies ...string) *zip.Reader {
	t.Helper()
	var data bytes.Buffer
	w := zip.NewWriter(&data)
	for name, text := range map[string]string{
		"drug": `"` + code + `","","Human","0225327` + code + `","BRAND","","","1","","` + day + `"` + "\n",
		"comp": strings.Join(companies, ""), "form": "", "route": "", "ingred": "", "ther": "",
		"status": `"` + code + `","Y","` + status + `","` + day + `"` + "\n",
	} {
		f, err := w.Create(name + suffix + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	archive, err := zip.NewReader(bytes.NewReader(data.Bytes()), int64(data.Len()))
	if err != nil {
		t.Fatal(err)
	}
	return archive
}

// TestReadEditions reads two editions of marketed products, in any order, and one of dormant ones.
func TestReadEditions(t *testing.T) {
	old, now := extract(t, "", "1", "31-JAN-2025", "MARKETED"), extract(t, "", "1", "01-APR-2026", "APPROVED")
	dormant := extract(t, "_dr", "2", "02-APR-2026", "DORMANT")
	for _, archives := range [][]*zip.Reader{{old, now, dormant}, {dormant, now, old}} {
		last, before, err := dpd.ReadEditions(archives...)
		if err != nil {
			t.Fatal(err)
		}
		if len(last.Products) != 2 || last.Day != "2026-04-02" || last.Products[0].Current.Status != "APPROVED" {
			t.Errorf("the newest edition has %d products of %s, the first %+v", len(last.Products), last.Day, last.Products[0])
		}
		if before == nil || len(before.Products) != 1 || before.Products[0].Current.Status != "MARKETED" {
			t.Errorf("the edition before is %+v", before)
		}
	}
	approved := extract(t, "_ap", "1", "30-JAN-2025", "APPROVED") // of the older edition alone
	if last, _, err := dpd.ReadEditions(approved, old); err != nil || last.Products[0].Current.Status != "MARKETED" {
		t.Errorf("a product of two zips is not read from the newer one: %+v, %v", last, err)
	}
	if _, before, err := dpd.ReadEditions(now, dormant); err != nil || before != nil {
		t.Errorf("one edition has another before it: %+v, %v", before, err)
	}
}

// TestHolder reads the company of a product as the extract names its role since 2025, and as it did before.
func TestHolder(t *testing.T) {
	for role, want := range map[string]string{"DIN_OWNER": "HOLDER INC", "DIN OWNER": "HOLDER INC", "IMPORTER": ""} {
		tables := extract(t, "", "1", "31-JAN-2025", "MARKETED", `"1","","9","HOLDER INC","`+role+`"`+"\n")
		read, err := dpd.Read(tables)
		if err != nil || read.Products[0].Holder != want {
			t.Errorf("the holder of role %s is %q, want %q (%v)", role, read.Products[0].Holder, want, err)
		}
	}
}
