// Package access authenticates callers and decides which methods they may call.
//
// It knows certificates, tokens and method names. It knows no gRPC and nothing of what is served.
package access

import (
	"crypto/x509"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Prefixes of identities. SPIFFE IDs begin with "spiffe://".
const (
	dnsPrefix   = "dns:"
	tokenPrefix = "jwt:"
)

// OfCertificate returns the identities proven by a verified client certificate: its SPIFFE IDs, and "dns:NAME" for each
// DNS name among its subject alternative names. It ignores the common name.
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

// OfToken returns the identity of a token's subject: "jwt:SUBJECT".
func OfToken(subject string) string { return tokenPrefix + subject }

// Rules are an access policy. A nil or zero policy allows every call.
type Rules struct {
	grants []grant
}

type grant struct {
	methods    string
	identities []string
}

// NewRules returns the policy that allows the methods in allow, such as "compendium.v1.CatalogService/GetDrug", to the
// listed identities. In both, * matches any sequence of characters. A call is allowed if any entry allows it. NewRules
// returns an error for an identity of unknown kind, and for an entry that matches none of the known methods.
func NewRules(allow map[string][]string, known []string) (*Rules, error) {
	r := &Rules{}
	for _, methods := range slices.Sorted(maps.Keys(allow)) {
		identities := allow[methods]
		pattern := strings.TrimPrefix(methods, "/")
		if !slices.ContainsFunc(known, func(method string) bool { return matches(pattern, method) }) {
			return nil, fmt.Errorf("allow %s: there is no such method; write one such as compendium.v1.CatalogService/GetDrug, "+
				"or several, as in compendium.v1.CatalogService/*", methods)
		}
		for _, identity := range identities {
			if identity != "*" && !strings.HasPrefix(identity, "spiffe://") && !strings.HasPrefix(identity, dnsPrefix) &&
				!strings.HasPrefix(identity, tokenPrefix) {
				return nil, fmt.Errorf("allow %s: invalid identity %q; write spiffe://DOMAIN/PATH, dns:NAME, jwt:SUBJECT or *",
					methods, identity)
			}
		}
		r.grants = append(r.grants, grant{methods: pattern, identities: identities})
	}
	return r, nil
}

// Of returns the callers of a method, given its full name.
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

// Callers is the set of callers that may call a method.
type Callers struct {
	everyone bool
	patterns []string
}

// Include reports whether a caller with these identities may call the method.
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

// matches reports whether text matches a pattern in which * matches any sequence of characters. It takes time
// proportional to the product of their lengths at most.
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
