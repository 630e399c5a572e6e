package services

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"buf.build/go/protovalidate"
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/words"
	"github.com/opencompendium/compendium/schema/violation"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/protoadapt"
	"google.golang.org/protobuf/types/known/durationpb"
)

// ErrorDomain is the domain of every ErrorInfo of this service.
const ErrorDomain = "compendium.opencompendium.github.com"

// Reasons of errors, for ErrorInfo. They are part of the public surface.
const (
	ReasonInvalidRequest   = "INVALID_REQUEST"
	ReasonInvalidFilter    = "INVALID_FILTER"
	ReasonInvalidPageToken = "INVALID_PAGE_TOKEN"
	ReasonInvalidOrder     = "INVALID_ORDER_BY"
	ReasonInvalidMask      = "INVALID_FIELD_MASK"
	ReasonNotFound         = "RESOURCE_NOT_FOUND"
	// ReasonNotModified: the answer is the same as in the version that the request names.
	ReasonNotModified = "NOT_MODIFIED"
	// ReasonVersionNotRetained: the requested version can no longer be read.
	ReasonVersionNotRetained = "VERSION_NOT_RETAINED"
	// ReasonVersionChanged: a consistent list cannot continue, because the version of its earlier pages can no longer be
	// read.
	ReasonVersionChanged = "VERSION_CHANGED"
	// ReasonVersionTooOld: the changes since the version are no longer known.
	ReasonVersionTooOld = "VERSION_TOO_OLD"
	// ReasonShuttingDown: the server is shutting down. Another one, or the same one later, answers.
	ReasonShuttingDown = "SHUTTING_DOWN"
	// ReasonNotReady: the server has no catalog yet. Another one, or the same one later, answers.
	ReasonNotReady = "NOT_READY"
	// ReasonOverloaded: the server is at a limit. The same call may succeed later.
	ReasonOverloaded = "OVERLOADED"
	ReasonInternal   = "INTERNAL"
	// ReasonMalformedRequest: the request is not a message of the schema.
	ReasonMalformedRequest = "MALFORMED_REQUEST"
	// ReasonMethodUnknown: the server does not have the method, or it is turned off.
	ReasonMethodUnknown = "METHOD_UNKNOWN"
	// ReasonRequestTooLarge and ReasonResponseTooLarge: ask for less at once.
	ReasonRequestTooLarge  = "REQUEST_TOO_LARGE"
	ReasonResponseTooLarge = "RESPONSE_TOO_LARGE"
	// ReasonDeadlineExceeded and ReasonCanceled: the call ended before its answer was ready.
	ReasonDeadlineExceeded = "DEADLINE_EXCEEDED"
	ReasonCanceled         = "CANCELED"
	// ReasonCredentialsMissing and ReasonTokenInvalid: the caller is not authenticated.
	ReasonCredentialsMissing = "CREDENTIALS_MISSING"
	ReasonTokenInvalid       = "TOKEN_INVALID"
	// ReasonKeysUnavailable: the token cannot be checked, because the keys of its issuer are not available.
	ReasonKeysUnavailable = "KEYS_UNAVAILABLE"
	// ReasonCallerNotAllowed: the caller is authenticated and may not call the method.
	ReasonCallerNotAllowed = "CALLER_NOT_ALLOWED"
)

// Bounds of an error. It travels in trailers, of which clients accept 8 KiB by default, and its parts are in them more
// than once. A client cannot read a larger answer at all.
const (
	maxErrorText    = 800
	maxErrorDetails = 10
)

// failure returns an error as AIP-193 says: an ErrorInfo with every variable part of the message, and more details.
func failure(code codes.Code, reason, message string, varies map[string]string, details ...protoadapt.MessageV1) error {
	for key, value := range varies {
		varies[key] = clip(value, maxErrorText)
	}
	st := status.New(code, clip(message, maxErrorText))
	all := append(
		[]protoadapt.MessageV1{&errdetails.ErrorInfo{Reason: reason, Domain: ErrorDomain, Metadata: varies}},
		details...)
	detailed, err := st.WithDetails(all...)
	if err != nil {
		return st.Err()
	}
	return detailed.Err()
}

// clip shortens a text to at most maxBytes bytes.
func clip(text string, maxBytes int) string {
	const ellipsis = "…"
	if len(text) <= maxBytes {
		return text
	}
	return strings.ToValidUTF8(text[:maxBytes-len(ellipsis)], "") + ellipsis
}

// badRequest returns an error about a field of a request. The variable parts of the description follow it as pairs of
// key and value.
func badRequest(reason, field, description string, varies ...string) error {
	metadata := map[string]string{"field": field}
	for i := 0; i+1 < len(varies); i += 2 {
		metadata[varies[i]] = varies[i+1]
	}
	return failure(
		codes.InvalidArgument,
		reason,
		field+": "+description,
		metadata,
		&errdetails.BadRequest{
			FieldViolations: []*errdetails.BadRequest_FieldViolation{
				{Field: field, Description: clip(description, maxErrorText), Reason: reason},
			},
		},
	)
}

// invalidRequest returns the error of a request that violates its rules.
func invalidRequest(err error) error {
	var invalid *protovalidate.ValidationError
	if !errors.As(err, &invalid) {
		return failure(codes.InvalidArgument, ReasonInvalidRequest, err.Error(), nil)
	}
	details := &errdetails.BadRequest{}
	var messages, fields, rules []string
	for _, v := range invalid.Violations[:min(len(invalid.Violations), maxErrorDetails)] {
		field, rule := protovalidate.FieldPathString(v.Proto.GetField()), v.Proto.GetRuleId()
		shape, message := violation.Of(v, field)
		if rule == "string.pattern" {
			rule = shape
		}
		if field == "" {
			messages = append(messages, message)
		} else {
			messages = append(messages, field+": "+message)
		}
		fields = append(fields, field)
		rules = append(rules, rule)
		details.FieldViolations = append(details.FieldViolations, &errdetails.BadRequest_FieldViolation{
			Field: field, Description: message, Reason: reasonOf(rule)})
	}
	varies := map[string]string{"fields": strings.Join(fields, ","), "rules": strings.Join(rules, ",")}
	if more := len(invalid.Violations) - len(messages); more > 0 {
		messages = append(messages, fmt.Sprintf("And %d more.", more))
		varies["more"] = strconv.Itoa(more)
	}
	return failure(codes.InvalidArgument, ReasonInvalidRequest, "The request is not valid. "+strings.Join(messages, " "),
		varies, details)
}

// reasonOf returns the identifier of a rule in the form of AIP-193 reasons.
func reasonOf(rule string) string {
	return strings.ToUpper(strings.NewReplacer("-", "_", ".", "_").Replace(rule))
}

// notFound returns the error of an unknown name, with the nearest name if there is one.
func notFound(nearest, name string) error {
	message := "There is no " + name + "."
	varies := map[string]string{"names": name}
	if nearest != "" {
		message += " Did you mean " + nearest + "?"
		varies["nearest"] = nearest
	}
	return failure(codes.NotFound, ReasonNotFound, message, varies, missingResource(name))
}

// notFoundAll returns the error of all unknown names of a batch. However many there are, each is named: by itself, or
// where that is too long by its place. The first of them are given with the name nearest to each.
func notFoundAll(names []string, places []int, nearest func(name string) string) error {
	var missing, ranges, meant []string
	for i, place := range places {
		missing = append(missing, names[place])
		if i > 0 && places[i-1] == place-1 {
			first, _, _ := strings.Cut(ranges[len(ranges)-1], "-")
			ranges[len(ranges)-1] = first + "-" + strconv.Itoa(place)
			continue
		}
		ranges = append(ranges, strconv.Itoa(place))
	}
	var details []protoadapt.MessageV1
	for _, name := range missing[:min(len(missing), maxErrorDetails)] {
		details = append(details, missingResource(name))
		if near := nearest(name); near != "" && !slices.Contains(meant, near) {
			meant = append(meant, near)
		}
	}
	message := "There is no " + strings.Join(missing[:len(details)], ", ")
	varies := map[string]string{"names": strings.Join(missing, ","), "places": strings.Join(ranges, ",")}
	if more := len(missing) - len(details); more > 0 {
		message += fmt.Sprintf(", and %d more are missing: names at the places %s, counted from 0", more,
			clip(varies["places"], maxErrorText/2))
		varies["more"] = strconv.Itoa(more)
	}
	message += "."
	if len(meant) > 0 {
		message += " Did you mean " + words.List(meant, "and") + "?"
		varies["nearest"] = strings.Join(meant, ",")
	}
	return failure(codes.NotFound, ReasonNotFound, message, varies, details...)
}

func missingResource(name string) *errdetails.ResourceInfo {
	kind, _ := catalog.KindIn(name)
	return &errdetails.ResourceInfo{
		ResourceType: ErrorDomain + "/" + string(kind.Descriptor().Name()),
		ResourceName: name,
		Description:  "The catalog has no such record.",
	}
}

// notReady returns the error of a call that comes before the first release.
func (s *Server) notReady(now *state) error {
	message, varies := "The server has no catalog yet. Try again.", map[string]string{}
	if now.refused != nil {
		varies["refusal"] = now.refused.reason()
		message = "The server has no catalog yet: " + varies["refusal"] + ". Try again."
	}
	return failure(codes.Unavailable, ReasonNotReady, message, varies,
		&errdetails.RetryInfo{RetryDelay: durationpb.New(s.settings.config.RetryDelay)})
}

// versionGone returns the error of a version that is not retained.
func versionGone(reason, version string, now *state) error {
	code, message := codes.OutOfRange, "The version "+version+" can no longer be read, or never existed. Ask for one "+
		"that GetCatalog lists, or leave version out for the newest."
	if reason == ReasonVersionChanged {
		code, message = codes.Aborted, "The version "+version+", which the previous pages came from, can no longer be "+
			"read. Start again with the first page, or leave consistent out to continue in the newest version."
	}
	return failure(code, reason, message, map[string]string{"version": version, "retained": now.versions()})
}

func internalError(incident string) error {
	return failure(codes.Internal, ReasonInternal, "The call failed on the server; its log has more under "+incident+".",
		map[string]string{"incident": incident})
}
