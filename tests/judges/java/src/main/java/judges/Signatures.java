package judges;

import com.fasterxml.jackson.databind.ObjectMapper;
import eu.europa.esig.dss.diagnostic.SignatureWrapper;
import eu.europa.esig.dss.diagnostic.jaxb.XmlObjectModification;
import eu.europa.esig.dss.jaxb.object.Message;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.service.crl.OnlineCRLSource;
import eu.europa.esig.dss.service.ocsp.OnlineOCSPSource;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.simplereport.jaxb.XmlTimestamp;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import eu.europa.esig.dss.validation.reports.Reports;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks the EU's DSS about the signatures of files. Reads one line of JSON for each file:
 *
 * <pre>{"file": "urkunde.pdf", "anchors": ["ihk.pem", "hwk.pem"], "online": false}</pre>
 *
 * {@code anchors} are the certificates (PEM or DER) that it trusts, and {@code online} allows it to
 * ask the CRL and OCSP services that certificates name. Prints one line of JSON for each file, with
 * what DSS found and no verdict of its own; a file that DSS cannot read has a {@code fault}.
 */
public final class Signatures {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Signatures() {}

    /** One question. */
    public record Question(File file, List<File> anchors, boolean online) {}

    public static void main(String[] arguments) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Question question = JSON.readValue(line, Question.class);
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("file", question.file().getPath());
            try {
                answer.putAll(judge(question));
            } catch (RuntimeException e) {
                answer.put("fault", e.toString());
                answer.put("signatures", List.of());
                answer.put("timestamps", List.of());
            }
            System.out.println(JSON.writeValueAsString(answer));
        }
    }

    private static Map<String, Object> judge(Question question) {
        SignedDocumentValidator validator =
                SignedDocumentValidator.fromDocument(new FileDocument(question.file()));
        validator.setCertificateVerifier(verifier(question));
        Reports reports = validator.validateDocument();
        SimpleReport report = reports.getSimpleReport();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("fault", null);
        answer.put(
                "signatures",
                report.getSignatureIdList().stream()
                        .map(id -> signature(reports, id))
                        .toList());
        // Both those in signatures and those of the document, each once.
        Map<String, Object> stamps = new LinkedHashMap<>();
        for (String id : report.getSignatureIdList()) {
            for (XmlTimestamp stamp : report.getSignatureTimestamps(id)) {
                stamps.putIfAbsent(stamp.getId(), verdict(report, stamp.getId()));
            }
        }
        answer.put("timestamps", List.copyOf(stamps.values()));
        return answer;
    }

    private static CommonCertificateVerifier verifier(Question question) {
        CommonTrustedCertificateSource anchors = new CommonTrustedCertificateSource();
        for (File anchor : question.anchors()) {
            CertificateToken certificate = DSSUtils.loadCertificate(anchor);
            anchors.addCertificate(certificate);
        }
        CommonCertificateVerifier verifier = new CommonCertificateVerifier();
        verifier.setTrustedCertSources(anchors);
        if (question.online()) {
            verifier.setCrlSource(new OnlineCRLSource());
            verifier.setOcspSource(new OnlineOCSPSource());
        }
        return verifier;
    }

    private static Map<String, Object> signature(Reports reports, String id) {
        SimpleReport report = reports.getSimpleReport();
        SignatureWrapper found = reports.getDiagnosticData().getSignatureById(id);
        Map<String, Object> answer = verdict(report, id);
        answer.put("signer", report.getSignedBy(id));
        answer.put("format", report.getSignatureFormat(id).toString());
        answer.put("fields", found.getSignatureFieldNames());
        answer.put("undefined_changes", changes(found.getPdfUndefinedChanges()));
        return answer;
    }

    private static Map<String, Object> verdict(SimpleReport report, String id) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("indication", report.getIndication(id).toString());
        answer.put("subindication", String.valueOf(report.getSubIndication(id)));
        answer.put("errors", texts(report.getAdESValidationErrors(id)));
        answer.put("warnings", texts(report.getAdESValidationWarnings(id)));
        return answer;
    }

    private static List<String> changes(List<XmlObjectModification> changes) {
        return changes.stream().map(c -> c.getAction() + " " + c.getValue()).toList();
    }

    private static List<String> texts(List<Message> messages) {
        return messages.stream().map(Message::getValue).toList();
    }
}
