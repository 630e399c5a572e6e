package configuration_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestBaseMoved(t *testing.T) {
	const base = "-- base/effects/pain.yaml --\ndisplay_name: Pain\n"
	const other = "sha256:dda2cda57da11cbc34f09f2aa173dff2f90a181a3bc8a7c03e1751c30bac46c8\n"
	project := func(extends, lock string) string {
		return base + "-- compendium.yaml --\nextends: " + extends + "\n-- compendium.lock --\n" + lock
	}
	ruletest.Run(t, "base-moved", []ruletest.Case{
		{Name: "another digest", Change: project("embedded", "extends: embedded\ndigest: "+other),
			Want: []string{"compendium.lock:2:9 error digest"}},
		{Name: "a lock of another catalog", Change: project("b.release", "extends: a.release\ndigest: "+other),
			Want: []string{"compendium.lock:1:10 error extends"}},
		{Name: "the release of a channel is opened by the lock itself",
			Change: project("oci://host/name:stable", "extends: oci://host/name:stable\ndigest: "+other)},
		{Name: "another number", Change: project("oci://host/name:stable",
			"extends: oci://host/name:stable\ndigest: "+other[:len(other)-1]+"\nnumber: 3\n"),
			Want: []string{"compendium.lock:3:9 error number"}},
		{Name: "an empty lock pins nothing", Change: project("embedded", "extends: embedded\n")},
		{Name: "no lock", Change: base + "-- compendium.yaml --\nextends: embedded\n"},
	})
}
