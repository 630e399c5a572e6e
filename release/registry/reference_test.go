package registry_test

import (
	"strings"
	"testing"

	"github.com/opencompendium/compendium/release/registry"
)

var digest = "sha256:" + strings.Repeat("0f", 32)

func TestParse(t *testing.T) {
	tests := []struct {
		text string
		want registry.Reference
	}{
		{
			"oci://ghcr.io/example/compendium:stable",
			registry.Reference{Repository: "ghcr.io/example/compendium", Tag: "stable"},
		},
		{"oci://localhost:5000/compendium", registry.Reference{Repository: "localhost:5000/compendium"}},
		{"oci://localhost:5000/compendium:r12", registry.Reference{Repository: "localhost:5000/compendium", Tag: "r12"}},
		{"oci://[::1]:5000/compendium:r12", registry.Reference{Repository: "[::1]:5000/compendium", Tag: "r12"}},
		{"oci://ghcr.io/compendium@" + digest, registry.Reference{Repository: "ghcr.io/compendium", Tag: digest}},
		{
			"oci+https://localhost:5000/compendium:stable",
			registry.Reference{Secure: true, Repository: "localhost:5000/compendium", Tag: "stable"},
		},
		{"oci-layout://releases", registry.Reference{Layout: true, Repository: "releases"}},
		{"oci-layout:///srv/releases:stable", registry.Reference{Layout: true, Repository: "/srv/releases", Tag: "stable"}},
		{"oci-layout://../a:b/c", registry.Reference{Layout: true, Repository: "../a:b/c"}},
		{"oci-layout://C:/releases:stable", registry.Reference{Layout: true, Repository: "C:/releases", Tag: "stable"}},
		{"oci-layout://releases@" + digest, registry.Reference{Layout: true, Repository: "releases", Tag: digest}},
	}
	for _, tt := range tests {
		got, err := registry.Parse(tt.text)
		if err != nil || got != tt.want {
			t.Errorf("%s: got %+v, %v, want %+v", tt.text, got, err, tt.want)
		}
		if got.String() != tt.text {
			t.Errorf("%s is written as %s", tt.text, got)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, text := range []string{
		"", "stable", "ghcr.io/example/compendium:stable", "https://example.com/release", "oci://", "oci-layout://",
		"oci-layout://:stable",
		"oci://ghcr.io", "oci://ghcr.io/Example:stable", "oci://ghcr.io/a:", "oci://ghcr.io/a: b",
		"oci://ghcr.io/a@sha256:00", "oci:///a:stable",
		"oci://user:password@ghcr.io/a:stable", "oci://ghcr.io/a//b", "oci://ghcr.io/a/../b", "oci-layout://a:b c",
		"oci+https://ghcr.io", "oci+http://ghcr.io/a:stable",
	} {
		if got, err := registry.Parse(text); err == nil {
			t.Errorf("%q is read as %+v", text, got)
		} else if !strings.Contains(err.Error(), "write oci://host/name:tag") {
			t.Errorf("%q: the error does not say what to write: %v", text, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"oci://ghcr.io/example/compendium:stable", "oci-layout:///srv/releases:stable",
		"oci://a/b@" + digest, "oci://[::1]:1/a"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := registry.Parse(text)
		if err != nil {
			return
		}
		again, err := registry.Parse(r.String())
		if err != nil || again != r {
			t.Fatalf("%q is %+v, which is written as %q and read as %+v, %v", text, r, r, again, err)
		}
	})
}
