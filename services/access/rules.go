// Package access settles who a caller is and what it may call.
//
// It knows certificates, tokens and names of methods. It knows no gRPC and nothing of what is served.
package access

import (
	"crypto/x509"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Prefixes of identities, beside SPIFFE IDs, which begin with "spiffe://".
const (
	dnsPrefix   = "dns:"
	tokenPrefix = "jwt:"
)

// OfCertificate gives the identities that a verified client certificate proves: its SPIFFE ID, and "dns:NAME" for each DNS name in its
// subject alternative names. Its common name proves nothing.
func OfCertificate(leaf *x509.Certificate) []string {
	var identities []string
	for _, uri := range leaf.URIs {
		if uri.Scheme == "spiffe" {
			identities = append(identities, uri.String())
		}
	}
	for _, name := range leaf.DNSNames {
		identities = append(identities, dnsPrefix+strings.ToLower(name))
	}
	return identities
}

// OfToken gives the identity that a token proves: "jwt:SUBJECT".
func OfToken(subject string) string { return tokenPrefix + subject }

// Rules say who may call what. The zero value, and nil, let everyone call everything.
type Rules struct {
	grants []grant
}

type grant struct {
	methods    string
	identities []string
}

// NewRules makes rules of a map from methods, as in "compendium.v1.CatalogService/GetDrug", to identities. In both a * stands for any
// letters, also none. Grants add up: a caller may call a method that one of them gives it. The error names an identity of no known
// kind.
func NewRules(allow map[string][]string) (*Rules, error) {
	r := &Rules{}
	for _, methods := range slices.Sorted(maps.Keys(allow)) {
		identities := allow[methods]
		for _, identity := range identities {
			if identity != "*" && !strings.HasPrefix(identity, "spiffe://") && !strings.HasPrefix(identity, dnsPrefix) && !strings.HasPrefix(identity, tokenPrefix) {
				return nil, fmt.Errorf("allow %s: %q is no identity; write spiffe://DOMAIN/PATH, dns:NAME, jwt:SUBJECT or *", methods, identity)
			}
		}
		r.grants = append(r.grants, grant{methods: strings.TrimPrefix(methods, "/"), identities: identities})
	}
	return r, nil
}

// Of gives who may call one method, which begins with its service.
func (r *Rules) Of(method string) Callers {
	if r == nil || len(r.grants) == 0 {
		return Callers{everyone: true}
	}
	var c Callers
	for _, g := range r.grants {
		if matches(g.methods, strings.TrimPrefix(method, "/")) {
			c.patterns = append(c.patterns, g.identities...)
		}
	}
	return c
}

// Callers are those that may call a method.
type Callers struct {
	everyone bool
	patterns []string
}

// Include says whether a caller with these identities is among them.
func (c Callers) Include(identities []string) bool {
	if c.everyone {
		return true
	}
	for _, p := range c.patterns {
		if p == "*" {
			return true
		}
		for _, identity := range identities {
			if matches(p, identity) {
				return true
			}
		}
	}
	return false
}

// matches says whether a text matches a pattern in which * stands for any letters. It takes time in the product of their lengths.
func matches(pattern, text string) bool {
	head, rest, wild := strings.Cut(pattern, "*")
	if !wild {
		return pattern == text
	}
	text, ok := strings.CutPrefix(text, head)
	if !ok {
		return false
	}
	for {
		part, next, more := strings.Cut(rest, "*")
		if !more {
			return strings.HasSuffix(text, part)
		}
		_, text, ok = strings.Cut(text, part)
		if !ok {
			return false
		}
		rest = next
	}
}
