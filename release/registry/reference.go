// Package registry keeps releases in OCI registries and image layouts: it publishes, lists, promotes, rolls back and
// reads them.
//
// It knows the OCI formats and the description of a release, and nothing of how a release is checked or served. A
// registry and a directory, an OCI image layout, have the same API: that of oras-go.
package registry

import (
	"fmt"
	"regexp"
	"strings"
)

// Reference names a repository of releases, and a release or channel in it.
type Reference struct {
	// Layout is set if Repository is the directory of an OCI image layout.
	Layout bool
	// Secure is set if the registry is reached with TLS even on this machine.
	Secure bool
	// Repository is a directory, or the host and name of a registry: "ghcr.io/example/compendium".
	Repository string
	// Tag is a channel or release, "stable" or "r12", or a digest, "sha256:…". It may be empty.
	Tag string
}

// Schemes of references.
const (
	schemeRegistry = "oci://"
	schemeSecure   = "oci+https://"
	schemeLayout   = "oci-layout://"
)

var (
	tagShape        = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$`)
	digestShape     = regexp.MustCompile(`^sha256:[0-9a-f]{64}$`)
	repositoryShape = regexp.MustCompile(
		`^[A-Za-z0-9.-]+(:[0-9]+)?(/[a-z0-9]+([._-]+[a-z0-9]+)*)+$|^\[[0-9a-fA-F:]+\](:[0-9]+)?(/[a-z0-9]+([._-]+[a-z0-9]+)*)+$`,
	)
)

// Parse parses oci://host/name:tag, oci://host/name@sha256:… and oci-layout://DIR:tag. The tag is optional. With
// oci+https:// a registry on this machine is reached with TLS.
func Parse(text string) (Reference, error) {
	refuse := func(why string) (Reference, error) {
		return Reference{}, fmt.Errorf("invalid reference %q: %s; write oci://host/name:tag or oci-layout://DIR:tag", text,
			why)
	}
	var r Reference
	rest, ok := strings.CutPrefix(text, schemeRegistry)
	if !ok {
		rest, r.Secure = strings.CutPrefix(text, schemeSecure)
	}
	if !ok && !r.Secure {
		if rest, r.Layout = strings.CutPrefix(text, schemeLayout); !r.Layout {
			return refuse("it does not begin with oci:// or oci-layout://")
		}
	}
	r.Repository = rest
	if repository, digest, ok := strings.Cut(rest, "@"); ok && digestShape.MatchString(digest) {
		r.Repository, r.Tag = repository, digest
	} else if i := strings.LastIndexByte(rest, ':'); i > strings.LastIndexByte(rest, '/') {
		// A colon before the last slash belongs to a port or a drive.
		r.Repository, r.Tag = rest[:i], rest[i+1:]
		if !tagShape.MatchString(r.Tag) {
			return refuse("invalid tag after the last colon")
		}
	}
	switch {
	case r.Repository == "":
		return refuse("there is no name")
	case !r.Layout && !repositoryShape.MatchString(r.Repository):
		return refuse("a repository of a registry is a host and a name in lowercase letters")
	}
	return r, nil
}

// String returns the reference in the form that Parse parses.
func (r Reference) String() string {
	scheme, separator := schemeRegistry, ":"
	switch {
	case r.Layout:
		scheme = schemeLayout
	case r.Secure:
		scheme = schemeSecure
	}
	switch {
	case r.Tag == "":
		return scheme + r.Repository
	case digestShape.MatchString(r.Tag):
		separator = "@"
	}
	return scheme + r.Repository + separator + r.Tag
}

// At returns a reference to another tag of the same repository.
func (r Reference) At(tag string) Reference {
	r.Tag = tag
	return r
}
