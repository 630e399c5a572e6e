package dpd_test

import (
	"archive/zip"
	"bytes"
	"testing"

	"github.com/opencompendium/compendium/register/dpd"
)

// extract returns a zip of one product of the extract, of the kind of a suffix, as of a day.
func extract(t *testing.T, suffix, code, day, status string) *zip.Reader {
	t.Helper()
	var data bytes.Buffer
	w := zip.NewWriter(&data)
	for name, text := range map[string]string{
		"drug": `"` + code + `","","Human","0225327` + code + `","BRAND","","","1","","` + day + `"` + "\n",
		"comp": "", "form": "", "route": "", "ingred": "", "ther": "",
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
	if _, before, err := dpd.ReadEditions(now, dormant); err != nil || before != nil {
		t.Errorf("one edition has another before it: %+v, %v", before, err)
	}
}
