package services

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"buf.build/go/protovalidate"
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
	// ReasonNotModified: what is asked for is as it was in the version that the request names.
	ReasonNotModified = "NOT_MODIFIED"
	// ReasonVersionNotRetained: the version that the request asks for cannot be read any more.
	ReasonVersionNotRetained = "VERSION_NOT_RETAINED"
	// ReasonVersionChanged: a consistent list cannot go on, because the version of its pages before cannot be read any more.
	ReasonVersionChanged = "VERSION_CHANGED"
	// ReasonVersionTooOld: the changes since the version are not remembered any more.
	ReasonVersionTooOld = "VERSION_TOO_OLD"
	// ReasonShuttingDown: the server ends; another one, or the same later, answers.
	ReasonShuttingDown = "SHUTTING_DOWN"
	// ReasonNotReady: the server has no catalog yet; another one, or the same later, answers.
	ReasonNotReady = "NOT_READY"
	// ReasonOverloaded: the server does as much as it may; the same call may succeed later.
	ReasonOverloaded = "OVERLOADED"
	ReasonInternal   = "INTERNAL"
	// ReasonMalformedRequest: the request is no message of the schema.
	ReasonMalformedRequest = "MALFORMED_REQUEST"
	// ReasonMethodUnknown: the server does not have the method, or it is switched off.
	ReasonMethodUnknown = "METHOD_UNKNOWN"
	// ReasonRequestTooLarge and ReasonResponseTooLarge: ask for less at once.
	ReasonRequestTooLarge  = "REQUEST_TOO_LARGE"
	ReasonResponseTooLarge = "RESPONSE_TOO_LARGE"
	// ReasonDeadlineExceeded and ReasonCanceled: the call ended before its answer was ready.
	ReasonDeadlineExceeded = "DEADLINE_EXCEEDED"
	ReasonCanceled         = "CANCELED"
	// ReasonCredentialsMissing and ReasonTokenInvalid: the caller does not prove who it is.
	ReasonCredentialsMissing = "CREDENTIALS_MISSING"
	ReasonTokenInvalid       = "TOKEN_INVALID"
	// ReasonKeysUnavailable: a token cannot be checked now, since the keys of its issuer cannot be had.
	ReasonKeysUnavailable = "KEYS_UNAVAILABLE"
	// ReasonCallerNotAllowed: the caller is known and may not call the method.
	ReasonCallerNotAllowed = "CALLER_NOT_ALLOWED"
)

// Bounds of one error. It travels in trailers, of which clients take 8 KiB where nobody told them otherwise, and its parts stand there
// more than once; what is beyond makes the whole answer unreadable for them.
const (
	maxErrorText    = 800
	maxErrorDetails = 10
)

// failure makes an error by AIP-193: one ErrorInfo with every part of the message that varies, and more details.
func failure(code codes.Code, reason, message string, varies map[string]string, details ...protoadapt.MessageV1) error {
	for key, value := range varies {
		varies[key] = clip(value, maxErrorText)
	}
	st := status.New(code, clip(message, maxErrorText))
	all := append([]protoadapt.MessageV1{&errdetails.ErrorInfo{Reason: reason, Domain: ErrorDomain, Metadata: varies}}, details...)
	detailed, err := st.WithDetails(all...)
	if err != nil {
		return st.Err()
	}
	return detailed.Err()
}

// clip cuts a text that is longer than a number of bytes.
func clip(text string, most int) string {
	const ellipsis = "…"
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most-len(ellipsis)], "") + ellipsis
}

// badRequest makes an error of one field of a request. What varies in the description comes behind it, each part behind its key.
func badRequest(reason, field, description string, varies ...string) error {
	metadata := map[string]string{"field": field}
	for i := 0; i+1 < len(varies); i += 2 {
		metadata[varies[i]] = varies[i+1]
	}
	return failure(codes.InvalidArgument, reason, field+": "+description, metadata,
		&errdetails.BadRequest{FieldViolations: []*errdetails.BadRequest_FieldViolation{{Field: field, Description: clip(description, maxErrorText), Reason: reason}}})
}

// invalidRequest makes an error of a request that its rules refuse.
func invalidRequest(err error) error {
	var invalid *protovalidate.ValidationError
	if !errors.As(err, &invalid) {
		return failure(codes.InvalidArgument, ReasonInvalidRequest, err.Error(), nil)
	}
	details := &errdetails.BadRequest{}
	var messages, fields, rules []string
	for _, v := range invalid.Violations[:min(len(invalid.Violations), maxErrorDetails)] {
		field, rule, message := protovalidate.FieldPathString(v.Proto.GetField()), v.Proto.GetRuleId(), v.Proto.GetMessage()
		if rule == "string.pattern" {
			rule, message = violation.Of(v) // protovalidate's message shows the expression
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
		messages = append(messages, fmt.Sprintf("and %d more", more))
		varies["more"] = strconv.Itoa(more)
	}
	return failure(codes.InvalidArgument, ReasonInvalidRequest, "The request is not valid. "+strings.Join(messages, "; "), varies, details)
}

// reasonOf writes a rule's identifier as AIP-193 writes reasons.
func reasonOf(rule string) string {
	return strings.ToUpper(strings.NewReplacer("-", "_", ".", "_").Replace(rule))
}

// notFound makes an error of a name that the catalog does not have, with the nearest one that it has where there is one.
func notFound(nearest, name string) error {
	message := "There is no " + name + "."
	varies := map[string]string{"names": name}
	if nearest != "" {
		message += " Did you mean " + nearest + "?"
		varies["nearest"] = nearest
	}
	return failure(codes.NotFound, ReasonNotFound, message, varies, missingResource(name))
}

// notFoundAll makes an error of all names of a batch, by their places in it, that the catalog does not have. However many these are, each
// is named: by itself, and where that would be too long by its place.
func notFoundAll(names []string, places []int) error {
	var missing, ranges []string
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
	}
	message := "There is no " + strings.Join(missing[:len(details)], ", ")
	varies := map[string]string{"names": strings.Join(missing, ","), "places": strings.Join(ranges, ",")}
	if more := len(missing) - len(details); more > 0 {
		message += fmt.Sprintf(", and %d more are missing: names at the places %s, counted from 0", more, clip(varies["places"], maxErrorText/2))
		varies["more"] = strconv.Itoa(more)
	}
	return failure(codes.NotFound, ReasonNotFound, message+".", varies, details...)
}

func missingResource(name string) *errdetails.ResourceInfo {
	collection, _, _ := strings.Cut(name, "/")
	return &errdetails.ResourceInfo{ResourceType: "compendium.v1/" + resourceTypes[collection], ResourceName: name, Description: "The catalog has no such record."}
}

// resourceTypes names the resource type of each collection.
var resourceTypes = map[string]string{
	"drugs": "Drug", "classes": "DrugClass", "regimens": "Regimen", "procedures": "Procedure", "conditions": "Condition",
	"targets": "Target", "trials": "Trial", "regulators": "Regulator", "sources": "Source",
}

// notReady makes the error of a call that comes before the first release.
func (s *Server) notReady(now *state) error {
	message, varies := "The server has no catalog yet. Try again.", map[string]string{}
	if now.refused != nil {
		varies["refusal"] = now.refused.reason()
		message = "The server has no catalog yet: " + varies["refusal"] + ". Try again."
	}
	return failure(codes.Unavailable, ReasonNotReady, message, varies,
		&errdetails.RetryInfo{RetryDelay: durationpb.New(s.settings.config.RetryDelay)})
}

// versionGone makes the error of a version that is not retained.
func versionGone(reason, version string, now *state) error {
	code, message := codes.OutOfRange, "The version "+version+" cannot be read any more, or it never was one."
	if reason == ReasonVersionChanged {
		code, message = codes.Aborted, "The version "+version+", which the pages before came from, cannot be read any more. Begin with the first page, or leave consistent out to go on in the newest version."
	}
	return failure(code, reason, message, map[string]string{"version": version, "retained": now.versions()})
}

func internalError(incident string) error {
	return failure(codes.Internal, ReasonInternal, "The call failed on the server; its log has more under "+incident+".", map[string]string{"incident": incident})
}
